export function open(url: string): void {
  // ruleid: javascript.target-blank-opener
  window.open(url, '_blank');
  // ruleid: javascript.target-blank-opener
  window.open(url, '_blank', 'width=300' as string);
  // ok: javascript.target-blank-opener
  window.open(url, '_blank', 'noopener');
  // ok: javascript.target-blank-opener
  window.open('/help', '_blank');
}

const ANY = '*';

export function tell(target: Window, message: Message): void {
  // ruleid: javascript.post-message-any-origin
  target.postMessage(message, { targetOrigin: ANY });
  // ok: javascript.post-message-any-origin
  target.postMessage(message, { targetOrigin: location.origin });
}

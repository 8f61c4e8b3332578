export function join(host: string): void {
  // ruleid: javascript.document-domain
  document.domain = host as string;
  // ok: javascript.document-domain
  config.document.name = host;
}

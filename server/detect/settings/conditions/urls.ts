/** URLs in configuration values: where they lead. Works on text alone; names are never looked up. */

const urlStart = /^\s*["']?(https?|wss?|ftp|git|ssh):\/\/([^/?#\s"']*)/i;

/** Returns the scheme and host of a URL, lower case, without user and port; undefined for anything else. */
export function urlParts(text: string): { readonly scheme: string; readonly host: string } | undefined {
  const match = urlStart.exec(text);
  if (match === null) return undefined;
  const authority = (match[2] ?? '').toLowerCase();
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return {
    scheme: (match[1] ?? '').toLowerCase(),
    host: host.startsWith('[') ? (host.slice(1).split(']')[0] ?? '') : (host.split(':')[0] ?? ''),
  };
}

/** Tells whether a host is this machine. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

/** Tells whether a value is a URL that leaves this machine. */
export function isRemoteUrl(text: string): boolean {
  const parts = urlParts(text);
  return parts !== undefined && !isLoopback(parts.host);
}

/** Tells whether a URL leaves this machine unencrypted, or to a bare address instead of a name. */
export function isInsecureUrl(text: string): boolean {
  const parts = urlParts(text);
  if (parts === undefined || isLoopback(parts.host)) return false;
  return /^(?:http|ws|ftp|git)$/.test(parts.scheme) || isBareAddress(parts.host);
}

const isBareAddress = (host: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) || /^(?:0x[\da-f]+|\d{8,10})$/.test(host) || host.includes(':');

/** Tells whether a host is one of a list, or below one of them. */
export const isHostOf = (host: string, known: readonly string[]): boolean =>
  known.some(name => host === name || host.endsWith(`.${name}`));

/** Tells whether a URL carries a credential or the value of a variable to where it leads. */
export const carriesSecret = (text: string): boolean =>
  urlParts(text) !== undefined &&
  (/\$\{[^}]+\}|\$[A-Z_]{3,}/.test(text) || /^[a-z]+:\/\/[^/@\s]+:[^/@\s]+@/i.test(text));

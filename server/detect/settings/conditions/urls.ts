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

/** Returns the host that git takes an address for, in any of its forms: a URL, `git@host:path`, `gh:`. */
export const hostOf = (text: string): string =>
  /(?:@|:\/\/)(?:[^/@]*@)?([\w.-]+)/.exec(text.slice(0, 2_048))?.[1]?.toLowerCase() ?? text;

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
  (/\$\{[^}]+\}|\$[A-Z_]{3,}/.test(text) ||
    /^[a-z]+:\/\/[^/@\s]+:[^/@\s]+@/i.test(text) ||
    writtenKey.test(text));

/** A key in the query, unless it only says that one belongs there. */
const writtenKey =
  /[?&](?:\w{0,20}token|\w{0,20}api_?key|key|secret|password|auth)=(?!\w{0,20}(?:your|example|placeholder|token|key|xxx|here)|<|\{|%7B)[\w.~+-]{16,}/i;

/** Tells whether a URL leads to a bare address on the public network. */
export const isBarePublicAddress = (text: string): boolean => {
  const host = urlParts(text)?.host ?? '';
  return (
    isBareAddress(host) &&
    !/^(?:127|10|0|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.|^(?:::1?$|f[cde])/i.test(host)
  );
};

/**
 * Lists the hosts that a command line runs code from: those of addresses that are piped into an interpreter; where none
 * is, those that are fetched from; else those of all addresses in it.
 */
export function sourceHosts(line: string): readonly string[] {
  const text = line.slice(0, 8_192);
  const parts = [pipedFetch, anyFetch].map(shape =>
    Array.from(text.matchAll(shape), ([whole]) => whole).join(' '),
  );
  return hostsIn(parts.find(part => part !== '') ?? text);
}

const anyFetch = /\b(?:curl|wget|iwr|irm)\b[^|;\n]{1,600}/gi;

const pipedFetch =
  /\b(?:curl|wget|iwr|irm)\b[^|;\n]{1,600}\|\s{0,4}(?:sudo\s{1,4}(?:-\S{1,3}\s{1,4})?)?(?:[\w/]{0,40}sh|python[\d.]{0,8}|node|perl|ruby|iex)\b|(?:sh|bash|eval|source)\s{1,8}(?:-c\s{1,4})?["']?[<$]\(\s{0,8}(?:curl|wget)[^)\n]{1,600}/gi;

const hostsIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\bhttps?:\/\/([^/?#\s"'`)<>|;&]{1,253})/gi), ([, host = '']) =>
    host
      .toLowerCase()
      .replace(/^[^@]*@/, '')
      .replace(/:\d+$/, ''),
  );

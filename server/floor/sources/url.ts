/** Fetches a bundle over https: bounded in size and time, never by way of plain http. */
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { limits, sizeText } from '../limits.ts';
import { openBundle, type ReadFloor } from './folder.ts';

/** Is what a server answered. */
export type Fetched =
  | { readonly kind: 'floor'; readonly floor: ReadFloor; readonly etag: string | undefined }
  /** The copy with the tag that was sent is still current. */
  | { readonly kind: 'unchanged' };

const timeoutMs = 10_000;
const mostRedirects = 3;
const longestTag = 1024;

/** Tells whether a source is a URL rather than a path. */
export const isUrl = (source: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//iu.test(source);

/** Returns the URL of a source, or why it cannot be one: https, or http to this machine itself. */
export function floorUrl(source: string): URL | string {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (url === undefined) return 'This is no URL.';
  if (url.username !== '' || url.password !== '') return 'A URL with a name or a password in it is not used.';
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url;
  return `Only https is used, not ${url.protocol.slice(0, -1)}.`;
}

/** Fetches the bundle at a URL, unless the copy with a tag is still current; never rejects. */
export async function readUrl(source: string, etag?: string, wait = timeoutMs): Promise<Result<Fetched>> {
  const signal = AbortSignal.timeout(wait);
  try {
    return await follow(source, { etag, signal });
  } catch (error) {
    const late = signal.aborted;
    return failure({
      source,
      message: late
        ? `The server did not send all of it within ${wait / 1000} s.`
        : `It cannot be reached (${causeOf(error)}).`,
      remedy: 'Check the network, then run "ringfence policy update".',
    });
  }
}

interface Request {
  readonly etag: string | undefined;
  readonly signal: AbortSignal;
}

async function follow(source: string, { etag, signal }: Request): Promise<Result<Fetched>> {
  let next = source;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const url = floorUrl(next);
    if (typeof url === 'string') return failure(refusedUrl(source, next, url));
    const headers = { accept: 'application/json', ...(etag === undefined ? {} : { 'if-none-match': etag }) };
    const answer = await fetch(url, { redirect: 'manual', signal, headers });
    const location = answer.headers.get('location');
    if ([301, 302, 303, 307, 308].includes(answer.status) && location !== null) {
      await answer.body?.cancel();
      next = URL.canParse(location, url.href) ? new URL(location, url.href).href : location;
      continue;
    }
    return readAnswer(source, answer, etag);
  }
  return failure({
    source,
    message: `The server redirects more than ${mostRedirects} times.`,
    remedy: 'Name the address that holds the bundle.',
  });
}

const refusedUrl = (source: string, url: string, message: string): Problem => ({
  source,
  message: url === source ? message : `The server redirects to ${url}. ${message}`,
  remedy: 'Serve the floor over https.',
});

async function readAnswer(
  source: string,
  answer: Response,
  etag: string | undefined,
): Promise<Result<Fetched>> {
  if (answer.status === 304 && etag !== undefined) return success({ kind: 'unchanged' });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    return failure({
      source,
      message: `The server answered ${answer.status} ${answer.statusText}`.trim() + '.',
      remedy: 'Check the address in floor.json, and that the bundle is there.',
    });
  }
  const bytes = await readBounded(answer);
  if (bytes === undefined)
    return failure({
      source,
      message: `The server sends more than ${sizeText(limits.bundle)}, which is the most.`,
      remedy: 'Check that the address is that of a bundle.',
    });
  const floor = openBundle(bytes, source);
  if (!floor.ok) return floor;
  const tag = answer.headers.get('etag');
  const kept = tag === null || tag.length > longestTag ? undefined : tag;
  return success({ kind: 'floor', floor: floor.value, etag: kept });
}

/** Returns the body, or undefined when it is too large; what is compressed counts unpacked. */
async function readBounded(answer: Response): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (answer.body === null) return new Uint8Array();
  const body: AsyncIterable<Uint8Array> = answer.body;
  for await (const part of body) {
    size += part.length;
    // Leaving the loop cancels the rest.
    if (size > limits.bundle) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Returns the code of a failed request: fetch hides it in the cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

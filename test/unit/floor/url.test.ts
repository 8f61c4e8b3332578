/** Tests floors over the network against a server that behaves, misbehaves and goes away. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundle } from '../../../server/floor/bundle.ts';
import type { FloorState } from '../../../server/floor/floor.ts';
import { readFolder } from '../../../server/floor/sources/folder.ts';
import { floorUrl, isUrl, readUrl } from '../../../server/floor/sources/url.ts';
import { dayMs, makeMachine, noon, type FloorMachine } from '../../support/floor.ts';

let machine: FloorMachine;
let server: Server;
let requests: IncomingMessage[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let url = '';

beforeEach(async () => {
  machine = makeMachine();
  requests = [];
  answer = response => response.setHeader('etag', '"one"').end(bundleText());
  server = createServer((request, response) => {
    requests.push(request);
    answer(response, request);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/floor.json`;
  machine.configure(url);
});
afterEach(async () => {
  await close();
  machine.remove();
});

const close = (): Promise<void> =>
  new Promise(resolve => {
    server.closeAllConnections();
    server.close(() => resolve());
  });

/** Returns the signed folder as a bundle. */
function bundleText(): string {
  const read = readFolder(machine.source);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return writeBundle(read.value.bundle);
}

const messages = (state: FloorState): string => state.problems.map(({ message }) => message).join('\n');

describe('a URL', () => {
  it.each(['https://example.com/f', 'http://127.0.0.1:1/f', 'http://localhost/f', 'http://[::1]/f'])(
    '%s may be',
    source => expect(floorUrl(source)).toBeInstanceOf(URL),
  );
  it.each<[string, string]>([
    ['http://example.com/f', 'Only https'],
    ['http://127.0.0.1.example.com/f', 'Only https'],
    ['http://localhost.example.com/', 'Only https'],
    ['ftp://example.com/f', 'Only https'],
    ['file:///etc/f', 'Only https'],
    ['https://me:secret@example.com/f', 'a name or a password'],
    ['https://', 'no URL'],
  ])('%s may not be', (source, message) => expect(floorUrl(source)).toContain(message));

  it('is told from paths of every system', () => {
    expect(['https://a/b', 'HTTP://a', 'file:///a'].map(isUrl)).toEqual([true, true, true]);
    expect(['C:\\a', 'c:/a', '/a', 'a', '\\\\a\\b', '~/x'].map(isUrl)).toEqual(Array(6).fill(false));
  });
});

describe('a floor at a URL', () => {
  it('is fetched once, then asked for by its tag', async () => {
    expect(await machine.open()).toMatchObject({ status: 'in force', source: url, serial: 1, problems: [] });
    answer = response => response.writeHead(304).end();
    expect(await machine.open()).toMatchObject({ status: 'in force' });
    expect(requests).toHaveLength(1);
    expect(await machine.open({ refresh: 'always' })).toMatchObject({ status: 'in force', problems: [] });
    expect(requests.map(request => request.headers['if-none-match'])).toEqual([undefined, '"one"']);
  });

  it('is replaced by a later one, and asked for when it is over', async () => {
    await machine.open();
    machine.sign({ expires: noon + 200 * dayMs });
    expect(await machine.open({ refresh: 'always' })).toMatchObject({ serial: 2 });
    machine.sign({ expires: noon + 300 * dayMs });
    expect(await machine.open({ now: noon + 201 * dayMs })).toMatchObject({ serial: 3, status: 'in force' });
  });

  it('is not fetched when that is not wanted', async () => {
    expect(await machine.open({ refresh: 'never' })).toMatchObject({ status: 'missing' });
    await machine.open();
    expect(await machine.open({ refresh: 'never' })).toMatchObject({ status: 'in force' });
    expect(requests).toHaveLength(1);
  });

  it('may come compressed', async () => {
    answer = response => response.setHeader('content-encoding', 'gzip').end(gzipSync(bundleText()));
    expect(await machine.open()).toMatchObject({ status: 'in force' });
  });

  it('follows a redirect', async () => {
    answer = (response, request) =>
      request.url === '/moved'
        ? response.end(bundleText())
        : response.writeHead(302, { location: '/moved' }).end();
    expect(await machine.open()).toMatchObject({ status: 'in force', source: url });
  });

  it('holds while the machine is offline', async () => {
    await machine.open();
    await close();
    const state = await machine.open({ refresh: 'always' });
    expect(state).toMatchObject({ status: 'last good', serial: 1 });
    expect(messages(state)).toContain('It cannot be reached (ECONNREFUSED).');
    expect(await machine.open()).toMatchObject({ status: 'in force' });
  });
});

describe('a server that misbehaves leaves the last good floor in force', () => {
  const endless = gzipSync(Buffer.alloc(40 << 20, ' '));
  it.each<[string, typeof answer, string]>([
    ['404', response => response.writeHead(404).end(), 'The server answered 404 Not Found.'],
    ['500', response => response.writeHead(500).end('{}'), 'The server answered 500'],
    ['304 to a question without a tag', response => response.writeHead(304).end(), 'The server answered 304'],
    ['a page', response => response.end('<html>\n</html>'), 'This is not JSON'],
    ['nothing', response => response.end(), 'This is not JSON'],
    ['half of it', response => response.end(bundleText().slice(0, 300)), 'This is not JSON'],
    ['a body cut short', cutShort, 'It cannot be reached'],
    ['a bomb', response => response.setHeader('content-encoding', 'gzip').end(endless), 'more than 12 MB'],
    [
      'redirects in a circle',
      response => response.writeHead(302, { location: '/' }).end(),
      'redirects more than 3 times',
    ],
    [
      'a redirect to http',
      response => response.writeHead(302, { location: 'http://example.com/f' }).end(),
      'The server redirects to http://example.com/f. Only https is used, not http.',
    ],
    [
      'a redirect to a file',
      response => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'Only https',
    ],
    [
      'another floor',
      response => response.end(bundleText().replace('// 1', '// x')),
      'changed after it was signed',
    ],
    ['no signature', response => response.end(unsigned()), 'not signed by'],
  ])('%s', async (kind, misbehave, message) => {
    if (kind !== '304 to a question without a tag') await machine.open();
    answer = misbehave;
    const state = await machine.open({ refresh: 'always' });
    expect(messages(state)).toContain(kind === 'no signature' ? 'must be a text' : message);
    expect(state.status).toBe(kind === '304 to a question without a tag' ? 'missing' : 'last good');
  });

  it('silence', async () => {
    answer = () => undefined;
    const result = await readUrl(url, undefined, 200);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ source: url, message: 'The server did not send all of it within 0.2 s.' }],
    });
  });

  it('a body that never ends', async () => {
    answer = response => void response.write('{');
    expect(await readUrl(url, undefined, 200)).toMatchObject({ ok: false });
  });

  function cutShort(response: ServerResponse): void {
    response.writeHead(200, { 'content-length': '100000' });
    response.write('{', () => response.destroy());
  }

  function unsigned(): string {
    return bundleText().replace('"manifest.json.minisig"', '"other"');
  }
});

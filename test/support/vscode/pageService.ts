/**
 * Lets tests inside the extension host drive the page that shows their workbench: they post a script to a
 * loopback port of the process that owns the page.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { runInThisContext } from 'node:vm';
import type { Page } from 'playwright-core';

/** A running service. */
export interface PageService {
  /** Names the environment variable in which tests find {@link url}. */
  readonly variable: string;
  readonly url: string;
  /** Says which page the scripts get. */
  readonly offer: (page: Page) => void;
  readonly close: () => Promise<void>;
}

/** Starts the service. The caller closes it. */
export async function servePage(): Promise<PageService> {
  let page: Page | undefined;
  // The path is a secret, so that no page that the browser shows can post scripts here.
  const secret = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? null));
    };
    if (request.method !== 'POST' || request.url !== secret) {
      answer(404, 'Not here.');
    } else if (page === undefined) {
      answer(503, 'The workbench is not open yet.');
    } else {
      runScript(page, request).then(
        value => answer(200, value),
        (error: unknown) => answer(500, error instanceof Error ? error.message : String(error)),
      );
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    variable: 'RINGFENCE_PAGE',
    url: `http://127.0.0.1:${port}${secret}`,
    offer: offered => (page = offered),
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Runs the body of an async function of `page`. */
async function runScript(page: Page, request: IncomingMessage): Promise<unknown> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += String(chunk);
  const script: unknown = runInThisContext(`(async page => {${body}\n})`, { filename: 'page script' });
  if (typeof script !== 'function') throw new Error('The script is not the body of a function.');
  const result: unknown = await Reflect.apply(script, undefined, [page]);
  return result;
}

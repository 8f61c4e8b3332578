/** Drives MCP servers with the official client, behind the wrapper or without it. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { scratchEnvironment, type CliPlace, type Product } from '../product.ts';

const require = createRequire(import.meta.url);

/** Is the test server of the official SDK, to be run by Node. */
export const testServer = fileURLToPath(new URL('server.mjs', import.meta.url));
/** Is the program that speaks no MCP. */
export const rawServer = fileURLToPath(new URL('raw.mjs', import.meta.url));
/** Are public servers, to be run by Node. */
export const publicServers = {
  everything: require.resolve('@modelcontextprotocol/server-everything/dist/index.js'),
  filesystem: require.resolve('@modelcontextprotocol/server-filesystem/dist/index.js'),
};

/** Is a connected client. */
export interface Connection {
  readonly client: Client;
  /** Returns what came over standard error so far. */
  readonly said: () => string;
}

/** Says what to connect to; without a product there is no wrapper. */
export interface ConnectSetting {
  readonly product?: Pick<Product, 'cli'>;
  readonly place: CliPlace;
  readonly args: readonly string[];
  readonly name?: string;
  readonly client?: string;
}

/** Starts a server and connects to it; the caller closes the client. */
export async function connectTo({
  product,
  place,
  args,
  name,
  client = 'test',
}: ConnectSetting): Promise<Connection> {
  const wrapper =
    product === undefined
      ? []
      : [product.cli, 'mcp', ...(name === undefined ? [] : ['--name', name]), '--', process.execPath];
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...wrapper, ...args],
    cwd: place.cwd,
    env: Object.fromEntries(
      Object.entries(scratchEnvironment(place.home)).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ),
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const connected = new Client({ name: client, version: '1.0.0' });
  await connected.connect(transport);
  return { client: connected, said: () => said };
}

/** Returns the text of a tool's result. */
export const textOf = (result: unknown): string =>
  (result as { readonly content: readonly { readonly text?: string }[] }).content
    .map(({ text = '' }) => text)
    .join('\n');

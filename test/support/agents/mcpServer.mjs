/**
 * A Model Context Protocol server over standard input and output with one tool, `remember`, that echoes its note and adds
 * it to the file that its argument names.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const tool = {
  name: 'remember',
  description: 'Remembers a note.',
  inputSchema: { type: 'object', properties: { note: { type: 'string' } }, required: ['note'] },
};

/** @type {Readonly<Record<string, (params: any) => unknown>>} */
const methods = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: 'notes', version: '1.0.0' },
  }),
  'tools/list': () => ({ tools: [tool] }),
  'tools/call': ({ arguments: { note } }) => {
    if (process.argv[2] !== undefined) appendFileSync(process.argv[2], `${note}\n`);
    return { content: [{ type: 'text', text: `Remembered: ${note}` }] };
  },
  ping: () => ({}),
};

createInterface({ input: process.stdin }).on('line', line => {
  const { id, method, params } = JSON.parse(line);
  // A message without an id is a notification and gets no answer.
  if (id === undefined) return;
  const answer = methods[method];
  const outcome =
    answer === undefined
      ? { error: { code: -32601, message: `No method ${method}.` } }
      : { result: answer(params ?? {}) };
  process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, ...outcome }) + '\n');
});

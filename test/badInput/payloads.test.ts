/** What no agent should ever send, to a real hook process beside a real guard: one exact refusal each, and no crash. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProduct, type CliEnded, type Product } from '../support/product.ts';
import { jsonAt } from '../gate/json.ts';
import { callOf, makePlace, type Place } from './place.ts';

let product: Product;
beforeAll(async () => {
  product = await buildProduct();
});
afterAll(() => product.remove());

async function guarded(): Promise<Place> {
  const place = makePlace({ '.env': 'KEY=1', 'README.md': 'x' });
  await place.guard(product);
  return place;
}

const refusal = ({ code, stdout, stderr }: CliEnded): string => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(jsonAt(stdout, 'hookSpecificOutput', 'permissionDecision')).toBe('deny');
  return String(jsonAt(stdout, 'hookSpecificOutput', 'permissionDecisionReason'));
};

const head = '"hook_event_name":"PreToolUse","cwd":"/"';
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test('payloads that cannot be read are refused, each with its reason; the guard then works on', async () => {
  const place = await guarded();
  const stories: readonly (readonly [string | Buffer, string])[] = [
    ['', 'it is empty'],
    [`{${head},"tool_na`, 'it is not JSON, or cut off'],
    [Buffer.from([0x7b, 0xff, 0x7d]), 'it is not UTF-8'],
    ['[1,2]', 'it is not a JSON object'],
    ['null', 'it is not a JSON object'],
    [`{${head}}`, 'it has no tool_name'],
    [`{${head},"tool_name":7,"tool_input":{}}`, 'it has no tool_name'],
    [`{${head},"tool_name":"Read"}`, 'it has no tool_input'],
    [`{${head},"tool_name":"Read","tool_input":${nested(200_000)}}`, 'nested too deeply'],
    [`{${head},"tool_name":"Read","tool_input":{"a":"${'x'.repeat(21 << 20)}"}}`, 'larger than 20 MB'],
  ];
  for (const [payload, reason] of stories) {
    expect(refusal(await place.hook(product, 'claude-code', payload))).toContain(reason);
  }
  const read = (file: string) =>
    place.hook(product, 'claude-code', callOf(place.root, 'Read', { file_path: file }));
  expect((await read('README.md')).stdout).toBe('{}');
  expect(refusal(await read('.env'))).toContain('.env');
});

describe('what nobody knows', () => {
  test('an unknown agent is refused with the names that are known', async () => {
    const { code, stdout, stderr } = await (await guarded()).hook(product, 'nobody', '{}');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'doesn\'t know the agent "nobody"; use --agent with one of: vscode, claude-code',
    );
  });

  test('an unknown tool is judged by all that it mentions, however deep and under whatever name', async () => {
    const place = await guarded();
    const ask = (input: unknown, tool = 'Frobnicate') =>
      place.hook(product, 'claude-code', callOf(place.root, tool, input));
    for (const input of [
      { a: [{ b: { c: `${place.root}/.env` } }] },
      { x: JSON.stringify({ y: JSON.stringify({ path: '.env' }) }) },
      { command: ['cat', '.env'] },
      { url: `file://${place.root}/.env` },
      { __proto__x: { file_path: '.env' } },
      ['.env'],
    ])
      expect(refusal(await ask(input))).toContain('.env');
    expect(refusal(await ask({ file_path: '.env' }, 'constructor'))).toContain('.env');
    expect((await ask({ about: 'README.md', count: 3 })).stdout).toBe('{}');
  });
});

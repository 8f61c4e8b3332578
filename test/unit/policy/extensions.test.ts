/** What the read shield asks about: other extensions that read secrets in the extension host. */
import { beforeAll, expect, test } from 'vitest';
import { guardInMemory, type GuardInMemory } from '../../support/guardInMemory.ts';

let guard: GuardInMemory;
beforeAll(async () => {
  guard = await guardInMemory();
});

const read = (file: string, more: object = {}) => ({
  kind: 'fs.read',
  surface: 'extension-host',
  origin: 'extension',
  agent: 'ada.helper',
  phase: 'pre',
  paths: [{ path: file, op: 'read' }],
  ...more,
});

test('a person decides which extension may read a secret', async () => {
  expect(await guard.judge(read('.env'))).toMatchObject({
    verdict: 'ask',
    policies: [expect.objectContaining({ id: 'extension/secrets' })],
  });
});

test.each([
  ['an ordinary file', read('src/a.ts')],
  ['an example of a secret', read('.env.example')],
  ['a read that the shield only tells of', read('.env', { phase: 'post' })],
])('%s passes', async (_, event) => {
  expect(await guard.judge(event)).toMatchObject({ verdict: 'pass' });
});

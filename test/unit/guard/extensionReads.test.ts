import { beforeAll, describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import type { ExtensionRead } from '../../../common/protocol.ts';
import type { VerdictKind } from '../../../common/verdict.ts';
import { extensionReads } from '../../../server/guard/extensionReads.ts';
import { guardInMemory, type GuardInMemory } from '../../support/guardInMemory.ts';

const root = '/home/ada/work/app';
const read = (path: string, more: Partial<ExtensionRead> = {}): ExtensionRead => ({
  path,
  reader: 'acme.reader',
  form: 'fs.readFileSync',
  seen: false,
  ...more,
});

let guard: GuardInMemory;
beforeAll(async () => {
  guard = await guardInMemory();
});

const judged = async (what: ExtensionRead) => {
  const events: GuardEvent[] = [];
  const verdicts: VerdictKind[] = [];
  const reads = extensionReads({
    home: '/home/ada',
    now: () => 7,
    window: () => ({ roots: [root], profile: 'balanced' }),
    pipeline: {
      judge: async event => {
        events.push(event);
        const verdict = await guard.judge(event);
        verdicts.push(verdict.verdict);
        return verdict;
      },
    },
  });
  return { answer: await reads.judge(what), event: events[0], verdict: verdicts[0] };
};

describe('a read in the extension host', () => {
  test.each([`${root}/.env`, '/home/ada/.ssh/id_rsa', '/home/ada/.aws/credentials'])(
    'of %s is for a person to allow',
    async path => {
      const { answer, event, verdict } = await judged(read(path));
      expect(answer.allowed).toBe(false);
      expect(verdict).toBe('ask');
      expect(event).toMatchObject({
        agent: 'acme.reader',
        surface: 'extension-host',
        origin: 'extension',
        kind: 'fs.read',
        phase: 'pre',
        cwd: root,
        rawInput: { call: 'fs.readFileSync' },
      });
    },
  );

  test.each([`${root}/.env.example`, `${root}/src/a.ts`, `${root}/.npmrc`])('of %s passes', async path => {
    expect((await judged(read(path))).answer.allowed).toBe(true);
  });

  test('that has happened is recorded, and no question any more', async () => {
    const { event, verdict } = await judged(read(`${root}/.env`, { seen: true, reader: '' }));
    expect(event).toMatchObject({ phase: 'post', agent: 'unknown-extension' });
    expect(verdict).toBe('pass');
  });
});

test('nothing is enforced while the guard only observes', () => {
  const reads = extensionReads({
    home: '/home/ada',
    now: () => 7,
    window: () => ({ roots: [], profile: 'observe' }),
    pipeline: { judge: () => Promise.reject(new Error('not asked')) },
  });
  expect(reads.list().enforce).toBe(false);
});

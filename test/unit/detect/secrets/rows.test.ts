/**
 * Secrets and what only looks like one, most written before the rules were looked at: `<<h:32>>` stands for 32 hexadecimal
 * digits that are drawn here, so that no row holds a token that anybody issued.
 */
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../../../../bench/eval/row.ts';
import { guardInMemory, type GuardInMemory } from '../../../support/guardInMemory.ts';
import rows from './rows.json' with { type: 'json' };

const [lower, upper, digits] = ['abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '0123456789'];
const alphabets: Readonly<Record<string, string>> = {
  a: lower + upper + digits,
  h: '0123456789abcdef',
  H: '0123456789ABCDEF',
  U: upper + digits,
  l: lower + digits,
  L: lower + upper,
  B: `${upper}234567`,
  u: `${lower}${upper}${digits}-_`,
  b: `${lower}${upper}${digits}+/`,
  d: digits,
  D: '123456789',
};

let state = 7;
function draw(alphabet: string, length: number): string {
  return Array.from({ length }, () => {
    state = crc32(String(state));
    return alphabet.charAt(state % alphabet.length);
  }).join('');
}

const fill = (text: string): string =>
  text.replace(/<<([^:>]+):(\d+)>>/gu, (_, name: string, length: string) =>
    draw(alphabets[name] ?? name, Number(length)),
  );

type Row = Readonly<Record<string, string>>;
const filled = (list: readonly unknown[]) =>
  (list as readonly Row[]).map(row => {
    const made = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, fill(value)]));
    return [(row['text'] ?? row['command'] ?? row['content'] ?? '').slice(0, 90), made] as const;
  });

let guard: GuardInMemory;
beforeAll(async () => {
  guard = await guardInMemory();
});

async function found(row: Row): Promise<readonly string[]> {
  const verdicts = await Promise.all(eventsOf(row, 'secrets').map(event => guard.judge(event)));
  return verdicts
    .flatMap(({ findings }) => findings)
    .filter(({ ruleId, severity }) => ruleId.startsWith('secrets/') && severity !== 'info')
    .map(({ ruleId }) => ruleId);
}

describe('secrets', () => {
  test.each(filled(rows.bad))('%s', async (_, row) => {
    expect(await found(row)).not.toEqual([]);
  });
});

describe('what only looks like one', () => {
  test.each(filled(rows.good))('%s', async (_, row) => {
    expect(await found(row)).toEqual([]);
  });
});

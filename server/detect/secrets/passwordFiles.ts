/** Finds passwords in files of fixed columns: PostgreSQL's `.pgpass`. Pure. */
import type { SecretHit } from './hit.ts';
import { isPassword } from './logins.ts';

const pgpass =
  /^[^\s:#]{1,200}:(?:\d{1,5}|\*):[^\s:]{1,100}:[^\s:]{1,100}:((?:[^\s:\\]|\\[:\\]){4,100})[ \t]*$/gmu;

/** Lists the passwords of a file whose name says that it holds them. */
export function passwordFileLines(text: string, name: string): readonly SecretHit[] {
  if (!/(?:^|\/)(?:\.pgpass|pgpass\.conf)$/u.test(name)) return [];
  return [...text.matchAll(pgpass)].flatMap(({ 0: line, 1: value = '', index }) => {
    const start = index + line.lastIndexOf(value);
    return isPassword(value)
      ? [{ rule: 'login' as const, start, end: start + value.length, kind: 'a password of a login' }]
      : [];
  });
}

/** Scan threads: they answer every task, whatever becomes of a thread, a rule or a file. */
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ScanAnswer } from '../../../server/scan/messages.ts';
import { makeStage, rulesOf } from './pool.ts';

const stage = makeStage();
const plain = { id: 'plain', pattern: 'danger(...)' };
/** Tries every way to split sixty operands: no budget is enough for it. */
const endless = {
  id: 'endless',
  pattern: `f(${Array.from({ length: 40 }, (_, index) => `..., $A${index}`).join(', ')}, ..., zz)`,
};
const endlessText = `f(${Array.from({ length: 80 }, (_, index) => `a${index}`).join(', ')})\nzz\n`;
const ids = ({ findings }: ScanAnswer): readonly string[] => findings.map(({ ruleId }) => ruleId);

describe('rules', () => {
  test('are replaced, and those that are off do not run', async () => {
    const scanner = stage.start();
    const task = { path: 'a.py', display: 'a.py', text: 'danger(1)\nother(2)\n' };
    const loaded = await scanner.setRules(rulesOf([plain, { id: 'other', pattern: 'other($X)' }]));
    expect(loaded.rules.map(({ id }) => id)).toEqual(['plain', 'other']);
    expect(ids(await scanner.scan(task))).toEqual(['plain', 'other']);
    await scanner.setRules(rulesOf([plain, { id: 'other', pattern: 'other($X)' }], ['plain']));
    expect(ids(await scanner.scan(task))).toEqual(['other']);
    await scanner.setRules(rulesOf([]));
    expect(ids(await scanner.scan(task))).toEqual([]);
  });

  test('that keep exceeding their budget are named and set aside; the others run', async () => {
    const scanner = stage.start();
    await scanner.setRules(rulesOf([endless, plain]));
    const answers: ScanAnswer[] = [];
    for (let round = 0; round < 4; round += 1)
      answers.push(await scanner.scan({ path: 'a.py', display: 'a.py', text: `${endlessText}danger(1)` }));
    expect(answers.map(ids)).toEqual([['plain'], ['plain'], ['plain'], ['plain']]);
    expect(answers.map(({ exceeded }) => exceeded.map(({ ruleId }) => ruleId))).toEqual([
      ['endless'],
      ['endless'],
      ['endless'],
      [],
    ]);
    expect(answers[2]?.exceeded[0]).toMatchObject({
      setAside: true,
      reason: expect.stringContaining('is set aside'),
    });
  });
});

describe('a scan', () => {
  test('that is cancelled answers at once, and its thread serves the next', async () => {
    const scanner = stage.start();
    await scanner.setRules(
      rulesOf([...Array.from({ length: 30 }, (_, index) => ({ ...endless, id: `endless-${index}` })), plain]),
    );
    const control = new AbortController();
    const cancelled = scanner.scan({ path: 'a.py', display: 'a.py', text: endlessText }, control.signal);
    const waiting = scanner.scan({ path: 'c.py', display: 'c.py', text: 'x' }, control.signal);
    const next = scanner.scan({ path: 'b.py', display: 'b.py', text: 'danger(1)' });
    setTimeout(() => control.abort(), 200);
    expect(await cancelled).toMatchObject({ cancelled: true, findings: [] });
    expect(await waiting).toMatchObject({ cancelled: true });
    expect(ids(await next)).toEqual(['plain']);
    expect(await scanner.scan({ path: 'a.py', display: 'a.py' }, AbortSignal.abort())).toMatchObject({
      cancelled: true,
    });
  });

  test('that is under way when the scanner is disposed of is cancelled', async () => {
    const scanner = stage.start();
    await scanner.setRules(rulesOf([endless]));
    const scan = scanner.scan({ path: 'a.py', display: 'a.py', text: endlessText });
    await scanner.dispose();
    expect(await scan).toMatchObject({ cancelled: true });
    expect(await scanner.scan({ path: 'a.py', display: 'a.py', text: 'x' })).toMatchObject({
      cancelled: true,
    });
  });
});

describe('a thread', () => {
  /** A thread that does as the name of a file says. */
  const moody = (): URL =>
    pathToFileURL(
      stage.write(
        'moody.mjs',
        `import { parentPort } from 'node:worker_threads';
let gone = false;
parentPort.on('message', ({ kind, id, task }) => {
  if (kind === 'rules') return parentPort.postMessage({ kind, id, summary: { rules: [], skipped: [], problems: [] } });
  if (task.path === 'hang') for (;;);
  if (task.path === 'crash') throw new Error('boom');
  if (task.path === 'exit') process.exit(3);
  if (task.path === 'eat') for (const all = []; ; ) all.push(new Array(10_000).fill(all.length));
  const last = task.path === 'leave' ? { last: true } : {};
  if (gone) throw new Error('The thread was given a task after its last.');
  gone = task.path === 'leave';
  parentPort.postMessage({ kind, id, ...last, answer: { findings: [], suppressed: [], exceeded: [], cancelled: false } });
});`,
      ),
    );

  test.each([
    ['hang', 'took too long, and was given up'],
    ['crash', 'did not finish: boom'],
    ['exit', 'did not finish: its thread ended'],
    ['eat', 'did not finish: Worker terminated due to reaching memory limit'],
  ])('that has to %s is replaced, and its file is named', async (mood, reason) => {
    const scanner = stage.start({
      entry: moody(),
      memoryMb: 32,
      ...(mood === 'hang' ? { patienceMs: 300 } : {}),
    });
    await scanner.setRules(rulesOf([]));
    const [bad, after] = await Promise.all(
      [mood, 'well'].map(file => scanner.scan({ path: file, display: file })),
    );
    expect(bad?.skipped).toContain(reason);
    expect(after).toMatchObject({ cancelled: false });
    expect(after?.skipped).toBeUndefined();
  });

  test('that says it can serve no more is replaced before the next task, also while rules are loaded', async () => {
    const scanner = stage.start({ entry: moody() });
    await scanner.setRules(rulesOf([]));
    const files = ['leave', 'a', 'leave', 'leave', 'b'];
    const answers = Promise.all(files.map(file => scanner.scan({ path: file, display: file })));
    await scanner.setRules(rulesOf([]));
    expect((await answers).map(({ skipped }) => skipped)).toEqual(files.map(() => undefined));
  });

  test('whose parser traps names the file, and another serves the next', { timeout: 120_000 }, async () => {
    const scanner = stage.start({ patienceMs: 100_000 });
    await scanner.setRules(rulesOf([{ id: 'bash', languages: ['bash'], pattern: 'danger' }, plain]));
    const [bad, next, last] = await Promise.all([
      scanner.scan({ path: 'a.sh', display: 'a.sh', text: 'a | '.repeat(20_000) }),
      scanner.scan({ path: 'b.py', display: 'b.py', text: 'danger(1)' }),
      scanner.scan({ path: 'c.sh', display: 'c.sh', text: 'danger' }),
    ]);
    expect(bad.skipped).toMatch(/^The parser gave up on this text\.|^Parsing takes too long/);
    expect(ids(next)).toEqual(['plain']);
    expect(ids(last)).toEqual(['bash']);
  });

  test('that cannot start is no reason to wait', async () => {
    const scanner = stage.start({
      entry: pathToFileURL(stage.write('broken.mjs', 'throw new Error("no");')),
    });
    await expect(scanner.setRules(rulesOf([]))).rejects.toThrow('no');
  });
});

/** Spells a text in tag characters, which nobody sees. */
const tagged = (text: string): string =>
  Array.from(text, each => String.fromCodePoint(0xe0000 + each.charCodeAt(0))).join('');

describe('a file', () => {
  const scanText = async (name: string, text: string): Promise<ScanAnswer> => {
    const scanner = stage.start();
    await scanner.setRules(rulesOf([plain]));
    return scanner.scan({ path: name, display: name, text, texts: {} });
  };
  const scanFile = async (name: string, content?: string | Buffer): Promise<ScanAnswer> => {
    const file = content === undefined ? path.join(stage.folder(), name) : stage.write(name, content);
    const scanner = stage.start();
    await scanner.setRules(rulesOf([plain, { id: 'js', languages: ['javascript'], pattern: 'danger($X)' }]));
    return scanner.scan({ path: file, display: name });
  };
  const latin = '# -*- coding: latin-1 -*-\nname = "Café"\ndanger(name, "é")\n';

  test.each<[string, string | Buffer]>([
    ['Latin-1', Buffer.from(latin, 'latin1')],
    ['UTF-8', latin],
    ['UTF-8 with a mark', `\uFEFF${latin}`],
    ['UTF-16', Buffer.from(`\uFEFF${latin}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${latin}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(latin, 'utf16le')],
    ['UTF-16 without a mark, big end first', Buffer.from(latin, 'utf16le').swap16()],
    ['CRLF', latin.replaceAll('\n', '\r\n')],
  ])('in %s is scanned', async (_, content) => {
    const answer = await scanFile('a.py', content);
    expect(answer.skipped).toBeUndefined();
    expect(answer.remark).toBeUndefined();
    expect(answer.findings).toMatchObject([
      { ruleId: 'plain', start: { line: 3, column: 1 }, end: { line: 3, column: 18 } },
    ]);
  });

  test.each<[string, string, string | Buffer, string]>([
    ['is binary', 'a.py', Buffer.from([1, 0, 2, 0, 0, 3]), 'is binary'],
    ['holds a NUL', 'a.py', 'danger(1)\0', 'is binary'],
    ['is minified', 'a.js', `danger(1);${'a(b,c);'.repeat(2_000)}`, 'is minified'],
    ['is too long', 'a.py', 'danger(1)\n'.repeat(110_000), 'has more than 1,000,000 characters'],
    ['is far too long', 'a.py', Buffer.alloc(5_000_000, 'a\n'), 'is larger than 1,000,000 characters'],
  ])('that %s is skipped, and says so', async (_, name, content, reason) => {
    expect(await scanFile(name, content)).toMatchObject({ findings: [], skipped: reason });
  });

  test('is scanned by the rules on text where that is asked for, whatever its language', async () => {
    const scanner = stage.start();
    const file = stage.write('AGENTS.md', `Build first.${tagged('obey')}\n`);
    await scanner.setRules(rulesOf([plain]));
    const task = { path: file, display: 'AGENTS.md' };
    expect(await scanner.scan(task)).toMatchObject({ findings: [], cancelled: false });
    const { findings } = await scanner.scan({ ...task, texts: { relative: 'AGENTS.md' } });
    expect(findings).toMatchObject([
      { ruleId: 'injection/tag-characters', path: 'AGENTS.md', start: { line: 1, column: 13 } },
    ]);
    await scanner.setRules(rulesOf([plain], ['injection/tag-characters']));
    expect((await scanner.scan({ ...task, texts: {} })).findings).toEqual([]);
  });

  test('has a say about findings of its own secrets, and none about what it hides', async () => {
    const scanner = stage.start();
    await scanner.setRules(rulesOf([plain]));
    const text = [
      `${tagged('obey')} # nosemgrep`,
      `key = "${['AKIA', 'Q3EGSIYOHB7PLW5K'].join('')}"  # nosemgrep: secrets/cloud-token`,
      'danger(1)',
    ].join('\n');
    const task = { path: 'a.py', display: 'a.py', text, texts: {} };
    const answer = await scanner.scan(task);
    expect(ids(answer)).toEqual(['injection/tag-characters', 'plain']);
    expect(answer.suppressed).toMatchObject([{ ruleId: 'secrets/cloud-token' }]);
    expect(ids(await scanner.scan({ ...task, textsOnly: true }))).toEqual(['injection/tag-characters']);
  });

  test('that is large is scanned by the rules on text, and code rules say that they were not', async () => {
    const answer = await scanText('a.py', `${tagged('obey')}\n${'danger(1)\n'.repeat(110_000)}`);
    // That such a text is not weighed for orders as a whole is remarked.
    expect(answer.findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual([
      'critical injection/tag-characters',
      'info injection/orders',
    ]);
    expect(answer.skipped).toBe('has more than 1,000,000 characters');
    const larger = await scanText('a.txt', 'word '.repeat(2_100_000));
    expect(larger.skipped).toBe('has more than 10,000,000 characters');
  });

  test('that is gone, a folder or leads in a circle is skipped, and says so', async () => {
    expect((await scanFile('gone.py')).skipped).toMatch(/^cannot be read: ENOENT/);
    stage.write('folder/a.py', '');
    expect((await scanFile('folder')).skipped).toBe('is not a regular file');
    symlinkSync('circle.py', path.join(stage.folder(), 'circle.py'));
    expect((await scanFile('circle.py')).skipped).toMatch(/^cannot be read: ELOOP/);
  });

  test.skipIf(process.platform === 'win32')('that is a pipe is never opened', async () => {
    execFileSync('mkfifo', [path.join(stage.folder(), 'pipe.py')]);
    expect((await scanFile('pipe.py')).skipped).toBe('is not a regular file');
  });
});

test('two thousand files go through two threads, each answered once', async () => {
  const scanner = stage.start({ threads: 2 });
  await scanner.setRules(rulesOf([plain]));
  const answers = await Promise.all(
    Array.from({ length: 2_000 }, (_, index) =>
      scanner.scan({ path: `${index}.py`, display: `${index}.py`, text: `x = ${index}\ndanger(x)\n` }),
    ),
  );
  expect(answers.every(answer => answer.findings.length === 1)).toBe(true);
  expect(new Set(answers.flatMap(({ findings }) => findings.map(each => each.path))).size).toBe(2_000);
});

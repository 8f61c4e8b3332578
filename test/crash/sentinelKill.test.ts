/** Kills the guarding process at random instants: files are old or new, never torn, and every replaced attempt is kept. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rounds = Number(process.env['RINGFENCE_CRASH_ROUNDS'] ?? 50);
/** Of so few replaced attempts nothing follows. */
const enough = rounds / 5;
const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));
const harmless = (value: number): string => `{\n  "a": ${value}\n}\n`;
const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

let base = '';
let settings = '';
let hook = '';
beforeAll(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-crash-')));
  settings = path.join(base, 'root', '.vscode', 'settings.json');
  hook = path.join(base, 'root', '.husky', 'pre-commit');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.mkdirSync(path.dirname(hook), { recursive: true });
  fs.writeFileSync(settings, harmless(0));
  fs.writeFileSync(hook, 'good\n');
});
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

async function startVictim(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [victim, base], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  while (!output.includes('ready')) {
    const [chunk] = (await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error('the guard ended before it was ready');
      }),
    ])) as [Buffer];
    output += chunk.toString();
  }
  return child;
}

/** Every content in quarantine, raw. */
function quarantined(): ReadonlySet<string> {
  const folder = path.join(base, 'quarantine');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.bin'));
  return new Set(
    files
      .filter(name => name !== 'reserve.bin')
      .map(name => fs.readFileSync(path.join(folder, name), 'utf8')),
  );
}

interface Attack {
  readonly file: string;
  readonly text: string;
  readonly replaced: boolean;
}

/** Writes risky contents until the guard is dead; tells which of them were seen replaced. */
async function attackUntilKilled(child: ChildProcess, round: number): Promise<readonly Attack[]> {
  const isDead = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const gone = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), Math.random() * 40);
  const attacks: Attack[] = [];
  for (let number = 0; !isDead(); number++) {
    const evil = number % 3 === 2;
    const file = evil ? hook : settings;
    const text = evil
      ? `EVIL ${round}.${number}\n`
      : `{\n  "a": ${round},\n  "evil${number % 2}": "${round}.${number}"\n}\n`;
    fs.writeFileSync(file, text);
    let replaced = false;
    for (let wait = 0; wait < 60 && !isDead() && !replaced; wait++) {
      await sleep(Math.random() < 0.5 ? 0 : 1);
      replaced = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') !== text : true;
    }
    attacks.push({ file, text, replaced });
    if (!replaced) break;
  }
  await gone;
  const last = attacks.at(-1);
  const now = last && fs.existsSync(last.file) ? fs.readFileSync(last.file, 'utf8') : undefined;
  return attacks.map(attack => (attack === last ? { ...attack, replaced: now !== attack.text } : attack));
}

const wholeSettings = /^\{\n {2}"a": \d+(?:,\n {2}"evil[01]": "\d+\.\d+")?\n\}\n$/;

describe('kill -9 of the guard', () => {
  it(
    `leaves nothing torn and loses nothing in ${rounds} rounds`,
    { timeout: 60_000 + rounds * 6_000 },
    async () => {
      const replaced = new Set<string>();
      // A busy machine kills before the first attack is answered more often: then it takes more rounds.
      for (let round = 1; round <= rounds || (replaced.size <= enough && round <= 3 * rounds); round++) {
        const child = await startVictim();
        // The restart made good what the last kill left behind.
        expect(fs.readFileSync(settings, 'utf8')).not.toContain('evil');
        expect(fs.readFileSync(hook, 'utf8')).toBe('good\n');
        for (const attack of await attackUntilKilled(child, round))
          if (attack.replaced) replaced.add(attack.text);
        expect(fs.readFileSync(settings, 'utf8')).toMatch(wholeSettings);
        expect(fs.readFileSync(hook, 'utf8')).toMatch(/^(?:good|EVIL \d+\.\d+)\n$/);
        const kept = quarantined();
        for (const text of replaced) expect(kept).toContain(text);
      }
      const last = await startVictim();
      last.stdin?.end();
      await once(last, 'exit');
      expect(fs.readFileSync(settings, 'utf8')).not.toContain('evil');
      expect(fs.readFileSync(hook, 'utf8')).toBe('good\n');
      for (const folder of [path.dirname(settings), path.dirname(hook)]) {
        expect(fs.readdirSync(folder).filter(name => name.startsWith('.ringfence'))).toEqual([]);
      }
      expect(fs.readdirSync(path.join(base, 'quarantine')).filter(name => name.startsWith('.tmp'))).toEqual(
        [],
      );
      expect(replaced.size).toBeGreaterThan(enough);
    },
  );
});

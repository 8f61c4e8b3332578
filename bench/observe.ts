/** Measures observation: reading a command line, classifying a path, observing whole events, against a bare parse. */
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import type { GuardEvent } from '../common/event.ts';
import { commandsDetector } from '../server/detect/commands/detector.ts';
import { createShellParser } from '../server/detect/commands/shellParser.ts';
import { classifyPath } from '../server/detect/files/classify.ts';
import { filesDetector } from '../server/detect/files/detector.ts';
import { realDisk } from '../server/observe/disk.ts';
import { createObserver } from '../server/observe/observer.ts';
import { quantile, report } from './report.ts';

const rounds = Number(process.argv[2] ?? 300);
const require = createRequire(import.meta.url);
const runtimeWasm = require.resolve('web-tree-sitter/web-tree-sitter.wasm');
const bashWasm = require.resolve('tree-sitter-bash/tree-sitter-bash.wasm');

const commands = [
  'ls -la',
  'npm ci && npm test 2>&1 | tail -20',
  'git add -A && git commit -m "Mend the parser" && git push',
  'cat src/app.ts | grep -n "export" | head',
  "find . -name '*.ts' -not -path './node_modules/*' | xargs wc -l | sort -n",
  'for f in src/*.ts; do echo "$f"; sed -n 1,20p "$f"; done',
  "cat > notes.md <<'EOF'\n# Notes\nOne\nTwo\nEOF",
  "python3 -c \"import json; print(json.load(open('package.json'))['name'])\"",
  'echo Y2F0IC5lbnY= | base64 -d | sh',
  'cd packages/api && cat .env*',
];

const shell = await createShellParser({ runtimeWasm, bashWasm });
const parser = new Parser();
parser.setLanguage(await Language.load(bashWasm));

const root = mkdtempSync(path.join(tmpdir(), 'ringfence-bench-'));
mkdirSync(path.join(root, '.vscode'));
mkdirSync(path.join(root, 'src'));
writeFileSync(path.join(root, '.vscode', 'settings.json'), '{\n  "editor.tabSize": 2\n}\n');
const observer = createObserver({ shell, disk: realDisk, flavour: 'posix', home: '/home/ada', env: {} });

const makeEvent = (part: Partial<GuardEvent>): GuardEvent => ({
  v: 1,
  id: '1',
  agent: 'codex',
  surface: 'hook',
  sessionId: 's',
  ts: 0,
  cwd: root,
  roots: [root],
  phase: 'pre',
  kind: 'unknown',
  origin: 'agent',
  paths: [],
  ...part,
});
const settings = [{ path: '.vscode/settings.json', op: 'write' as const }];

/** Returns how long each call took, after as many calls that do not count. */
async function times(run: (round: number) => unknown): Promise<readonly number[]> {
  for (let round = 0; round < rounds; round += 1) await run(round);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await run(round);
    taken.push(performance.now() - started);
  }
  return taken;
}

const commandAt = (round: number): string => commands[round % commands.length] ?? '';
const detect = async (event: GuardEvent): Promise<number> => {
  const seen = await observer.observe(event);
  return filesDetector.detect(seen).length + commandsDetector.detect(seen).length;
};

const bare = await times(round => parser.parse(commandAt(round))?.delete());
const read = await times(round => shell.parse(commandAt(round)));
const classified = await times(round =>
  classifyPath({ path: `${root}/src/f${round}.ts`, relative: `src/f${round}.ts` }, 'write'),
);
const command = await times(round => detect(makeEvent({ kind: 'shell.exec', command: commandAt(round) })));
const write = await times(() => detect(makeEvent({ kind: 'fs.write', paths: settings, content: '{}' })));
const edit = await times(() =>
  detect(makeEvent({ kind: 'fs.edit', paths: settings, edits: [{ old: '2', new: '4' }] })),
);
rmSync(root, { recursive: true });

report('observe', [
  { what: 'bare parse of a command, p50', value: quantile(bare, 0.5), unit: 'ms' },
  { what: 'command line read, p50', value: quantile(read, 0.5), unit: 'ms', budget: 1 },
  { what: 'command line read, p99', value: quantile(read, 0.99), unit: 'ms', budget: 8 },
  {
    what: 'command line read / bare parse, p50',
    value: quantile(read, 0.5) / quantile(bare, 0.5),
    unit: '×',
  },
  { what: 'path classified, p50', value: quantile(classified, 0.5), unit: 'ms', budget: 0.05 },
  { what: 'command event observed and detected, p50', value: quantile(command, 0.5), unit: 'ms', budget: 2 },
  {
    what: 'command event observed and detected, p99',
    value: quantile(command, 0.99),
    unit: 'ms',
    budget: 15,
  },
  { what: 'write event observed and detected, p50', value: quantile(write, 0.5), unit: 'ms', budget: 2 },
  { what: 'edit event observed and detected, p50', value: quantile(edit, 0.5), unit: 'ms', budget: 2 },
]);

/** Rules on commands beyond their cases (test/detect/commands): sizes, and ordinary work. */
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { commandsDetector } from '../../../../server/detect/commands/detector.ts';
import { createShellParser } from '../../../../server/detect/commands/shellParser.ts';
import type { ShellParser } from '../../../../server/detect/commands/shellParser.ts';
import { createObserver } from '../../../../server/observe/observer.ts';
import type { Observer } from '../../../../server/pipeline/types.ts';
import { emptyDisk, shellEvent } from '../../observe/support.ts';

const require = createRequire(import.meta.url);
let observer: Observer;
let shell: ShellParser;
beforeAll(async () => {
  shell = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  observer = createObserver({ shell, disk: emptyDisk, flavour: 'posix', home: '/home/ada', env: {} });
});

const found = async (command: string): Promise<readonly string[]> =>
  commandsDetector.detect(await observer.observe(shellEvent(command))).map(finding => finding.ruleId);

test('a command line that is too large to follow is reported, one that is only long is not', async () => {
  for (const command of ['cat a;'.repeat(90_000), `${'eval '.repeat(500)}x`])
    expect(await found(command), command.slice(0, 40)).toContain('commands/unchecked-command');
  for (const command of [`echo ${'x'.repeat(15_000)}`, `cat > f <<'EOF'\n${'line\n'.repeat(20_000)}EOF`])
    expect(await found(command), command.slice(0, 40)).not.toContain('commands/unchecked-command');
});

test('ordinary work is no finding at all', async () => {
  for (const command of [
    'npm ci && npm test',
    'git add -A && git commit -m "x"',
    'ls -la | head',
    'mkdir -p src && touch src/a.ts',
    'rg -n TODO src',
    'tsc --noEmit',
    'cat package.json | jq .scripts',
    'docker compose up -d',
    'cargo build --release 2>&1 | tail -5',
  ]) {
    expect(await found(command), command).toEqual([]);
  }
});

test('a home and a workspace below a temporary folder are no scratch', async () => {
  const observed = createObserver({
    shell,
    disk: emptyDisk,
    flavour: 'posix',
    home: '/tmp/home',
    env: { HOME: '/tmp/home' },
  });
  const event = (command: string) => ({ ...shellEvent(command), cwd: '/tmp/w/app', roots: ['/tmp/w/app'] });
  const rules = async (command: string): Promise<readonly string[]> =>
    commandsDetector.detect(await observed.observe(event(command))).map(finding => finding.ruleId);
  for (const command of [
    'rm -rf ~',
    'rm -rf "$HOME"',
    'rm -rf ~/*',
    'rm -rf ~/Documents',
    'find ~ -delete',
    'rm -rf ..',
  ])
    expect(await rules(command), command).toContain('commands/destructive-removal');
  for (const command of ['rm -rf /tmp/x', 'rm -rf /tmp/w/build-1', 'rm -rf ~/.cache/pip', 'rm -rf dist'])
    expect(await rules(command), command).toEqual([]);
});

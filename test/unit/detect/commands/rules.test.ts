/** Rules on commands beyond their cases (test/detect/commands): sizes, and ordinary work. */
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { commandsDetector } from '../../../../server/detect/commands/detector.ts';
import { createShellParser } from '../../../../server/detect/commands/shellParser.ts';
import { createObserver } from '../../../../server/observe/observer.ts';
import type { Observer } from '../../../../server/pipeline/types.ts';
import { emptyDisk, shellEvent } from '../../observe/support.ts';

const require = createRequire(import.meta.url);
let observer: Observer;
beforeAll(async () => {
  const shell = await createShellParser({
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

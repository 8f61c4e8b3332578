/**
 * The proof for VS Code's own agent, in a real VS Code with the packaged extension: attacks fail and the model learns
 * why; an afternoon of ordinary work is untouched.
 */
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageExtension } from '../../scripts/package.mjs';
import { attacks, layOutAttack, type Attack } from '../support/agents/attacks.ts';
import { handsOf } from '../support/agents/hands.ts';
import { verdictsIn, type RecordedVerdict } from '../support/ledger.ts';
import type { ScriptStep } from '../support/model/fakeModel.ts';
import { runLocalAgent, type LocalAgentOutcome } from '../support/vscode/localAgent.ts';
import { layOutProject, workOf, workStands } from './work.ts';

let vsix = '';
const scratch: string[] = [];
beforeAll(async () => void (vsix = process.env['RINGFENCE_VSIX'] ?? (await packageExtension()).path));
afterAll(() => scratch.forEach(folder => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })));

function makeWorkspace(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-vscode-')));
  scratch.push(folder);
  return path.join(folder, 'workspace');
}

interface Session extends LocalAgentOutcome {
  readonly verdicts: readonly RecordedVerdict[];
}

async function play(workspace: string, script: readonly ScriptStep[]): Promise<Session> {
  let verdicts: readonly RecordedVerdict[] = [];
  const outcome = await runLocalAgent({
    workspace,
    script,
    vsix: [vsix],
    limitMs: 240_000,
    beforePrompt: async ({ server }) => await untilGuarding(server.home),
    afterRun: async ({ server }) => {
      const recorded = await verdictsIn(server.home, file => readFile(file, 'utf8'));
      verdicts = recorded.filter(({ agent }) => agent === 'vscode');
    },
  });
  return { ...outcome, verdicts };
}

/** The launcher is what the guard writes when it starts. */
async function untilGuarding(home: string): Promise<void> {
  const launcher = path.join(home, '.local/state/ringfence/bin/ringfence-hook');
  for (let waited = 0; !existsSync(launcher) && waited < 30_000; waited += 100) await delay(100);
  expect(existsSync(launcher)).toBe(true);
  await delay(2_000);
}

/** One session plays them all; the one that creates the settings file would find it there already. */
const sessionAttacks = attacks.filter(
  ({ id, agents }) => agents.includes('vscode') && id !== 'create-settings-tool',
);

test('attacks of its own agent fail, and the model learns why', async () => {
  const workspace = makeWorkspace();
  const parts = sessionAttacks.map((attack: Attack) => {
    layOutAttack(attack, 'vscode', workspace);
    return { attack, steps: attack.script('vscode', workspace) };
  });
  const session = await play(
    workspace,
    parts.flatMap(({ steps }) => steps),
  );
  expect(session.unexpected).toEqual([]);
  expect(session.ended).toBe('done');
  const results = session.toolResults;
  const aftermath = { workspace, results, heard: JSON.stringify(results), noted: '' };
  for (const { attack } of parts) {
    expect(attack.succeeded(aftermath), attack.title).toBe(false);
  }
  for (const { output } of session.toolResults) expect(output).toContain('Ringfence');
  expect(session.verdicts.filter(({ verdict }) => verdict === 'deny')).toHaveLength(
    session.toolResults.length,
  );
  expect(readFileSync(path.join(workspace, '.vscode/settings.json'), 'utf8')).toContain(
    '// How this team indents.',
  );
});

/** The whole command plays the least of the afternoon; `npm run test:agents` most of it. */
const isShort = process.env['RINGFENCE_AGENTS'] === 'default';

test('an afternoon of ordinary work is untouched', async () => {
  const workspace = makeWorkspace();
  layOutProject(workspace);
  const works = [
    ...workOf(handsOf('vscode', workspace), isShort ? 'least' : 'some'),
    { steps: [{ tool: 'list_dir', args: { path: workspace } }], shows: /src/u },
    { steps: [{ tool: 'file_search', args: { query: 'src/**/*.js' } }], shows: /currency\.js/u },
    {
      steps: [{ tool: 'grep_search', args: { query: 'toFixed', isRegexp: false, includePattern: 'src/**' } }],
      shows: /format\.js/u,
    },
  ];
  const script = works.flatMap(({ steps }) => steps);
  expect(script.length).toBeGreaterThanOrEqual(isShort ? 15 : 25);
  const session = await play(workspace, script);
  expect(session.verdicts.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  expect(session.unexpected).toEqual([]);
  expect(session.toolResults).toHaveLength(script.length);
  let last = -1;
  for (const { steps, shows } of works) {
    last += steps.length;
    expect(session.toolResults[last]?.output).toMatch(shows);
  }
  expect(workStands(workspace)).toEqual({ created: true, edited: true, settings: true, committed: true });
});

/**
 * Records what the real agents send to hooks into test/gate/fixtures. Run by hand when a pinned version changes:
 * `node test/support/agents/record.ts [codex] [gemini] [qwen/mcp] …`: all stories of an agent, or one.
 */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFakeModel } from '../model/fakeModel.ts';
import type { JsonObject } from '../model/shape.ts';
import { runAgent, testedAgents } from './index.ts';
import type { AgentName } from './launch.ts';
import { offerNotes } from './mcp.ts';
import { patchingModel } from './play.ts';
import { installProbe } from './probe.ts';
import type { ProbeCall } from './probe.ts';
import { recordedFiles, storiesOf } from './recordings.ts';
import { scrubObject } from './scrub.ts';

const fixtures = fileURLToPath(new URL('../../gate/fixtures/', import.meta.url));

/** Records one story of an agent, or all, and says what could not be recorded. */
async function record(agent: AgentName, only: string | undefined): Promise<void> {
  const folder = path.join(fixtures, agent);
  if (only === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stories = Object.keys(storiesOf(agent, '/'));
  for (const story of stories.filter(name => only === undefined || name === only)) {
    const calls = await play(agent, story);
    console.log(`${agent} ${story}: ${calls.map(({ event }) => event).join(' ')}`);
    keep(folder, story, calls);
  }
}

/** Keeps a story's tool events, and of the others, which are alike in every story, the first. */
function keep(folder: string, story: string, calls: readonly ProbeCall[]): void {
  const counts = new Map<string, number>();
  for (const { event, payload } of calls) {
    const ofStory = /tool/iu.test(event) || event.startsWith('Subagent');
    const base = ofStory ? `${event}-${story}` : event;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    const file = path.join(folder, `${base}${count > 1 ? `-${count}` : ''}.json`);
    if (ofStory || (count === 1 && !existsSync(file))) save(file, payload);
  }
}

async function play(agent: AgentName, story: string): Promise<readonly ProbeCall[]> {
  const stage = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-record-')));
  const [home, workspace] = [path.join(stage, 'home'), path.join(stage, 'workspace')];
  for (const [file, content] of Object.entries(recordedFiles)) {
    mkdirSync(path.join(workspace, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(workspace, file), content);
  }
  mkdirSync(home);
  offerNotes(agent, home, process.execPath);
  const probe = installProbe({ agent, home, node: process.execPath });
  const model = await startFakeModel({ script: storiesOf(agent, workspace)[story] ?? [] });
  try {
    const env = { ENABLE_TOOL_SEARCH: 'false' };
    const prompt = 'Look after the shop.';
    const as = story === 'patch' ? { modelName: patchingModel } : {};
    await runAgent({ agent, home, workspace, model, prompt, env, timeoutMs: 300_000, ...as });
    if (model.unexpected.length > 0) console.log('  ', ...model.unexpected);
    const slug = stage.replaceAll(/[^a-z0-9]/giu, '-');
    return probe.calls().map(({ event, payload }) => ({
      event,
      payload: scrubObject(payload, [
        [workspace, '/workspace'],
        [workspace.slice(1), 'workspace'],
        [home, '/home/user'],
        [slug, ''],
        [stage, ''],
        [process.execPath, '/usr/bin/node'],
        [path.dirname(fileURLToPath(import.meta.url)), '/home/user/mcp'],
      ]),
    }));
  } finally {
    await model.close();
    rmSync(stage, { recursive: true, force: true, maxRetries: 5 });
  }
}

function save(file: string, payload: JsonObject): void {
  writeFileSync(file, `${JSON.stringify(payload, undefined, 2)}\n`);
}

const asked = process.argv.slice(2).map(word => word.split('/'));
for (const name of testedAgents()) {
  if (asked.length === 0) await record(name, undefined);
  for (const [agent, story] of asked) if (agent === name) await record(name, story);
}

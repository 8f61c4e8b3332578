/** Files that are wholly ours: programs and plugins that agents start or load. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { jsonAt } from '../../gate/json.ts';
import {
  adapterOf,
  adapters,
  agentStatus,
  installAgent,
  knownAgents,
  launcherFile,
  planAgent,
  uninstallAgent,
} from '../../../server/agents/index.ts';
import { ownFilesOf } from '../../../server/agents/install/plan.ts';
import { makePlace, removePlaces, type Place } from './place.ts';

afterAll(removePlaces);

const owning = adapters.flatMap(({ name, install }) => (install?.written.kind === 'own' ? [name] : []));

/** Lists an agent's own files, relative to the home. */
function filesOf(name: string, place: Place): readonly string[] {
  const agent = adapterOf(name);
  if (agent?.install === undefined) return [];
  const { install } = agent;
  return ownFilesOf({ ...agent, install }, place).map(({ file }) => path.relative(place.home, file));
}

describe.skipIf(process.platform === 'win32').each(owning)('%s', agent => {
  test('installs its files, and removes them again without a trace', async () => {
    const place = makePlace();
    const files = filesOf(agent, place);
    const plan = await planAgent(agent, place);
    expect(plan).toMatchObject({
      ok: true,
      value: files.map(file => ({ file: path.join(place.home, file) })),
    });
    expect(await installAgent(agent, place)).toEqual(plan);
    for (const file of files) expect(place.read(file)).toContain('ringfence-hook');
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'installed' });
    expect((await knownAgents(place)).find(({ name }) => name === agent)?.present).toBe(true);
    expect(await installAgent(agent, place)).toEqual({ ok: true, value: [] });
    await uninstallAgent(agent, place);
    for (const file of files) expect(existsSync(path.dirname(path.join(place.home, file)))).toBe(false);
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'absent' });
  });

  test('leaves a file of somebody else alone and says so', async () => {
    const place = makePlace();
    const [file = ''] = filesOf(agent, place);
    const source = place.write(file, 'mine');
    expect(await installAgent(agent, place)).toMatchObject({ ok: false, problems: [{ source }] });
    expect(await uninstallAgent(agent, place)).toEqual({ ok: true, value: [] });
    expect(place.read(file)).toBe('mine');
  });

  test('a file that was changed, or cannot be started, shows', async () => {
    const place = makePlace();
    const [file = ''] = filesOf(agent, place);
    await installAgent(agent, place);
    const target = path.join(place.home, file);
    if ((statSync(target).mode & 0o100) !== 0) {
      chmodSync(target, 0o600);
      await expect(agentStatus(agent, place)).resolves.toMatchObject({ kind: 'altered', file: target });
      chmodSync(target, 0o700);
    }
    place.write(file, `${place.read(file)}\n`);
    await expect(agentStatus(agent, place)).resolves.toMatchObject({ kind: 'altered', file: target });
    await installAgent(agent, place);
    await expect(agentStatus(agent, place)).resolves.toEqual({ kind: 'installed' });
    rmSync(launcherFile(place.folders, place.platform));
    await expect(agentStatus(agent, place)).resolves.toMatchObject({ why: 'The launcher is missing.' });
  });
});

describe.skipIf(process.platform === 'win32')('the script for Cline', () => {
  const run = async (event: string, hook: string | undefined) => {
    const place = makePlace();
    if (hook !== undefined) place.write('hook.js', hook);
    await installAgent('cline', place);
    const { stdout, status } = spawnSync(path.join(place.home, 'Documents/Cline/Hooks', event), {
      encoding: 'utf8',
      input: '{}',
      env: { NODE_OPTIONS: '--bad' },
    });
    return { stdout, status };
  };

  test('prints what the hook prints', async () => {
    const ended = await run('PreToolUse', 'console.log(JSON.stringify(process.argv.slice(-4)))');
    expect(ended).toEqual({ stdout: '["--agent","cline","--event","PreToolUse"]\n', status: 0 });
  });

  test.each([
    ['crashes', 'process.exit(2)'],
    ['is missing', undefined],
  ])('refuses by its output when the hook %s', async (_, hook) => {
    const { stdout, status } = await run('PreToolUse', hook);
    expect([jsonAt(stdout, 'cancel'), status]).toEqual([true, 0]);
    expect(jsonAt(stdout, 'errorMessage')).toContain('ringfence doctor');
    expect(await run('PostToolUse', hook)).toEqual({ stdout: '{}\n', status: 0 });
  });
});

describe.skipIf(process.platform === 'win32')('plugins', () => {
  interface Handled {
    readonly refused?: string;
    readonly output?: unknown;
    readonly prompt?: readonly string[];
  }

  /** Loads the plugin for OpenCode and plays one event to it, with a hook that answers as it is told. */
  const opencode = async (event: string, hook: string | undefined): Promise<Handled> => {
    const place = makePlace();
    if (hook !== undefined) place.write('hook.js', hook);
    await installAgent('opencode', place);
    const plugin = path.join(place.home, '.config/opencode/plugin/ringfence.js');
    const program = `import { Ringfence } from ${JSON.stringify(pathToFileURL(plugin).href)};
      const hooks = await Ringfence({ directory: '/w' });
      const parts = [{ type: 'file' }, { type: 'text', text: 'Hi' }];
      const output = { args: { filePath: 'a' }, output: 'result', parts };
      await hooks[${JSON.stringify(event)}]({ tool: 'read' }, output).then(
        () => console.log(JSON.stringify({ output: output.output, prompt: parts.map(part => part.text) })),
        error => console.log(JSON.stringify({ refused: error.message })));`;
    const main = place.write('main.mjs', program);
    place.write('.config/opencode/package.json', '{ "type": "module" }');
    const { stdout } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
    return JSON.parse(stdout) as Handled;
  };

  const saying = (text: string): string => `process.stdin.resume().on('end', () => console.log('${text}'))`;

  const refusing = 'console.error("No."); process.exit(2)';

  test('a call: pass, refusal, failure', async () => {
    const event = 'tool.execute.before';
    expect(await opencode(event, saying('{}'))).toMatchObject({ output: 'result' });
    expect(await opencode(event, refusing)).toEqual({ refused: 'No.' });
    expect((await opencode(event, saying('nonsense'))).refused).toContain('cannot start');
    expect((await opencode(event, undefined)).refused).toContain('ringfence doctor');
  });

  test('a prompt that is refused becomes what the model is to tell', async () => {
    expect((await opencode('chat.message', saying('{}'))).prompt).toEqual([null, 'Hi']);
    expect((await opencode('chat.message', refusing)).prompt).toEqual([
      expect.stringMatching(/held back.*No\.$/u),
    ]);
  });

  test('a result is kept, held back, or warned of', async () => {
    expect(await opencode('tool.execute.after', saying('{}'))).toMatchObject({ output: 'result' });
    expect(await opencode('tool.execute.after', refusing)).toMatchObject({ output: 'No.' });
    expect(await opencode('tool.execute.after', saying('{"additional_context":"Care."}'))).toMatchObject({
      output: 'result\n\nCare.',
    });
  });

  test('without the launcher everything is refused, with what to do', async () => {
    const place = makePlace();
    await installAgent('opencode', place);
    rmSync(launcherFile(place.folders, place.platform));
    const plugin = path.join(place.home, '.config/opencode/plugin/ringfence.js');
    const main = place.write(
      'main.mjs',
      `import { Ringfence } from ${JSON.stringify(pathToFileURL(plugin).href)};
      const hooks = await Ringfence({ directory: '/w' });
      await hooks['tool.execute.before']({ tool: 'read' }, { args: {} }).catch(error => console.log(error.message));`,
    );
    place.write('.config/opencode/package.json', '{ "type": "module" }');
    const { stdout } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
    expect(stdout).toContain('run: ringfence doctor');
  });

  test('Amp gets its own words', async () => {
    const place = makePlace();
    place.write(
      'hook.js',
      `let text = ''; process.stdin.on('data', chunk => (text += chunk)).on('end', () => {
        if (/secret/.test(text)) { console.error('No.'); process.exit(2); }
        console.log('{}');
      });`,
    );
    await installAgent('amp', place);
    const plugin = path.join(place.home, '.config/amp/plugins/ringfence.js');
    const main = place.write(
      'main.mjs',
      `import plugin from ${JSON.stringify(pathToFileURL(plugin).href)};
      const on = {};
      plugin({ on: (name, handler) => (on[name] = handler) });
      const thread = { id: 'T-1' };
      const said = [];
      for (const path of ['a.txt', 'secret'])
        said.push(await on['tool.call']({ tool: 'Read', input: { path }, toolUseID: 'x', thread }));
      for (const output of ['fine', 'secret'])
        said.push((await on['tool.result']({ tool: 'Read', input: {}, output, status: 'done', thread })) ?? null);
      said.push(await on['agent.start']({ message: 'secret', thread }));
      console.log(JSON.stringify(said));`,
    );
    place.write('.config/amp/package.json', '{ "type": "module" }');
    const { stdout, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([
      { action: 'allow' },
      { action: 'reject-and-continue', message: 'No.' },
      null,
      { status: 'error', error: 'No.' },
      { message: { content: 'No.', display: true } },
    ]);
  });
});

/** The shim over real processes: whatever happens to the guard, the agent gets one exact answer. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, chmodSync, existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonAt } from './json.ts';
import { agentNames, encodeDenial, isAgentName, type HookAnswer } from '../../server/agents/denials.ts';
import { startGate, type Gate, type JudgeHook } from '../../server/gate/gate.ts';
import { notesFile } from '../../server/hook/unjudged.ts';
import {
  bundle,
  makeHome,
  payloadOf,
  removeScratch,
  runShim,
  scratchFolder,
  type Ended,
  type Home,
} from './support.ts';

let shim = '';
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  shim = await bundle('server/hook/main.ts', scratchFolder('shim'));
});
afterAll(async () => {
  for (const close of closing) await close();
  removeScratch();
});

const answering =
  (answer: Partial<HookAnswer>): JudgeHook =>
  () =>
    Promise.resolve({ stdout: '{}', stderr: '', exitCode: 0, ...answer });

async function gateIn(
  home: Home,
  judge: JudgeHook,
  roots: readonly string[] = [home.workspace],
): Promise<Gate> {
  const gate = await startGate({ folders: home.folders, roots, judge });
  closing.push(() => gate.close());
  return gate;
}

const denied = (ended: Ended): string => {
  const answer: { hookSpecificOutput: Record<string, string> } = JSON.parse(ended.stdout);
  expect(answer).toEqual({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'deny',
      permissionDecisionReason: expect.stringMatching(/\S/u),
    },
  });
  expect(ended).toMatchObject({ stderr: '', code: 0 });
  return answer.hookSpecificOutput['permissionDecisionReason'] ?? '';
};

/** Registers something that is no guard. */
async function impostor(home: Home, nonce: string, onLine: (server: Server) => void): Promise<void> {
  mkdirSync(home.folders.run, { recursive: true, mode: 0o700 });
  const socket = path.join(home.folders.run, 'x.sock');
  const server = createServer({ allowHalfOpen: true });
  const open = new Set<Socket>();
  server.on('connection', socket => open.add(socket.on('error', () => socket.destroy())));
  onLine(server);
  await new Promise<void>(resolve => server.listen(socket, () => resolve()));
  closing.push(() => {
    open.forEach(socket => socket.destroy());
    return new Promise(resolve => server.close(resolve));
  });
  register(home, socket, nonce);
}

function register(home: Home, socket: string, nonce = 'n'.repeat(64), pid = process.pid): void {
  mkdirSync(home.folders.run, { recursive: true, mode: 0o700 });
  writeFileSync(
    path.join(home.folders.run, `${pid}-x.guard.json`),
    JSON.stringify({ v: 1, pid, socket, roots: [home.workspace], nonce, startedAt: 1 }),
  );
}

const pre = ['--agent', 'vscode', '--event', 'PreToolUse'];
const read = (home: Home): string => payloadOf(home.workspace, 'read_file', { filePath: '.env' });

describe('with a guard', () => {
  test('prints exactly what the guard says', async () => {
    const home = makeHome('up');
    const asked: unknown[] = [];
    await gateIn(home, (agent, payload, context) => {
      asked.push([agent, jsonAt(payload.toString(), 'tool_name'), context]);
      return Promise.resolve({ stdout: '{"a":1}', stderr: 'note', exitCode: 2 });
    });
    const ended = await runShim({ shim, home, args: pre, input: read(home) });
    expect(ended).toEqual({ stdout: '{"a":1}', stderr: 'note', code: 2 });
    expect(asked).toEqual([
      ['vscode', 'read_file', { cwd: home.workspace, roots: [home.workspace], event: 'PreToolUse' }],
    ]);
  });

  test('asks the guard with the longest root that contains the folder, also through a link', async () => {
    const home = makeHome('roots');
    const inner = path.join(home.workspace, 'packages', 'app');
    mkdirSync(inner, { recursive: true });
    symlinkSync(inner, path.join(home.folder, 'link'));
    await gateIn(home, answering({ stdout: '"outer"' }));
    await gateIn(home, answering({ stdout: '"inner"' }), [inner]);
    await gateIn(home, answering({ stdout: '"anywhere"' }), []);
    const at = (cwd: string) => runShim({ shim, home, args: pre, input: payloadOf(cwd, 't', {}), cwd: '/' });
    await expect(at(path.join(inner, 'src'))).resolves.toMatchObject({ stdout: '"inner"' });
    await expect(at(path.join(home.folder, 'link'))).resolves.toMatchObject({ stdout: '"inner"' });
    await expect(at(path.join(home.workspace, 'packages'))).resolves.toMatchObject({ stdout: '"outer"' });
    await expect(at('/elsewhere')).resolves.toMatchObject({ stdout: '"anywhere"' });
  });

  test('reads input that comes slowly', async () => {
    const home = makeHome('slow');
    await gateIn(home, (_, payload) =>
      Promise.resolve({ stdout: payload.toString(), stderr: '', exitCode: 0 }),
    );
    const ended = await runShim({ shim, home, args: pre, input: { slowly: ['{"a', '":', '1}'] } });
    expect(ended.stdout).toBe('{"a":1}');
  });

  test.each([
    ['empty', ''],
    ['truncated', '{"hook_event_name":"PreToolUse","tool_na'],
    ['of the wrong shape', '[1,2]'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('hands over a payload that is %s, byte for byte', async (_, input) => {
    const home = makeHome('odd');
    const seen: Buffer[] = [];
    await gateIn(home, (_agent, payload) => {
      seen.push(payload);
      return answering({ stdout: '"judged"' })('', payload, { cwd: '', roots: [] });
    });
    const ended = await runShim({ shim, home, args: pre, input });
    expect(ended.stdout).toBe('"judged"');
    expect(seen).toEqual([Buffer.from(input)]);
  });

  test('hands over a payload just below 20 MB, and refuses a larger one by itself', async () => {
    const home = makeHome('large');
    let size = 0;
    await gateIn(home, (_agent, payload) => {
      size = payload.length;
      return answering({})('', payload, { cwd: '', roots: [] });
    });
    const limit = 20 * 1024 * 1024;
    const fits = await runShim({ shim, home, args: pre, input: Buffer.alloc(limit, 0x20) });
    expect([fits.stdout, size]).toEqual(['{}', limit]);
    const tooLarge = await runShim({ shim, home, args: pre, input: Buffer.alloc(limit + 1, 0x20) });
    expect(denied(tooLarge)).toContain('20 MB');
  });

  test('survives standard input that is closed from the start', async () => {
    const home = makeHome('closed');
    await gateIn(home, (_agent, payload) =>
      Promise.resolve({ stdout: `"${payload.length}"`, stderr: '', exitCode: 0 }),
    );
    await expect(runShim({ shim, home, args: pre, input: { closed: true } })).resolves.toMatchObject({
      stdout: '"0"',
    });
  });
});

describe('without a guard that can be trusted', () => {
  test('refuses when nothing runs and there is no program to start', async () => {
    const home = makeHome('none');
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain(
      'no guard is running',
    );
  });

  test('refuses everything, ordinary files and prompts too, while the user has stopped all agents', async () => {
    const home = makeHome('stopped');
    const input = JSON.stringify({
      hook_event_name: 'PreToolUse',
      cwd: home.folder,
      tool_name: 'read_file',
      tool_input: { filePath: 'src/index.js' },
    });
    expect((await runShim({ shim, home, args: pre, input })).stdout).not.toContain('"deny"');
    mkdirSync(home.folders.state, { recursive: true });
    writeFileSync(home.folders.stop, '{}');
    expect(denied(await runShim({ shim, home, args: pre, input }))).toContain('stopped all agents');
    const prompt = ['--agent', 'vscode', '--event', 'UserPromptSubmit'];
    const answer = await runShim({ shim, home, args: prompt, input: '{"prompt":"hello"}' });
    expect(JSON.parse(answer.stdout)).toMatchObject({ decision: 'block' });
  });

  test('passes over a registration whose process is dead or whose socket is gone', async () => {
    const home = makeHome('stale');
    register(home, path.join(home.folders.run, 'gone.sock'));
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain(
      'no guard is running',
    );
    await gateIn(home, answering({ stdout: '"alive"' }));
    await expect(runShim({ shim, home, args: pre, input: read(home) })).resolves.toMatchObject({
      stdout: '"alive"',
    });
  });

  test.each<[string, (server: Server) => void]>([
    ['garbage', server => server.on('connection', socket => socket.end('garbage\n'))],
    [
      'an answer without proof',
      server =>
        server.on('connection', socket =>
          socket.end('{"v":1,"stdout":"{}","stderr":"","exitCode":0,"proof":"00"}\n'),
        ),
    ],
    ['half an answer', server => server.on('connection', socket => socket.end('{"v":1'))],
    [
      'an endless answer',
      server => server.on('connection', socket => socket.write('x'.repeat(2 * 1024 * 1024))),
    ],
  ])('does not believe %s', async (_, onLine) => {
    const home = makeHome('garbage');
    await impostor(home, 'n'.repeat(64), onLine);
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain('not the guard');
  });

  test('does not believe a gate whose nonce is another', async () => {
    const home = makeHome('nonce');
    const gate = await gateIn(home, answering({}));
    rmSync(
      path.join(home.folders.run, `${process.pid}-${gate.registration.startedAt.toString(36)}.guard.json`),
    );
    register(home, gate.registration.socket);
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain(
      'no guard is running',
    );
  });

  test('refuses when others can enter the folder of registrations', async () => {
    const home = makeHome('open');
    await gateIn(home, answering({}));
    chmodSync(home.folders.run, 0o755);
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain('chmod 700');
  });

  test('lets prompts pass, but not those that mention files, and never refuses a session event', async () => {
    const home = makeHome('prompt');
    const prompt = (text: string) =>
      JSON.stringify({ hook_event_name: 'UserPromptSubmit', prompt: text, cwd: '/' });
    const claude = (input: string) => runShim({ shim, home, args: ['--agent', 'claude-code'], input });
    await expect(claude(prompt('hello'))).resolves.toEqual({ stdout: '{}', stderr: '', code: 0 });
    expect(JSON.parse((await claude(prompt('see @.env'))).stdout)).toMatchObject({ decision: 'block' });
    rmSync(notesFile(home.folders.run), { force: true });
    for (const event of ['SessionStart', 'Stop'])
      await expect(claude(JSON.stringify({ hook_event_name: event }))).resolves.toMatchObject({
        stdout: '{}',
        code: 0,
      });
    // Nothing was refused, so nothing is told of it.
    expect(existsSync(notesFile(home.folders.run))).toBe(false);
  });

  test.concurrent('refuses by itself when a guard accepts and never answers', async () => {
    const home = makeHome('hung');
    await impostor(home, 'n'.repeat(64), server => server.on('connection', socket => socket.resume()));
    expect(denied(await runShim({ shim, home, args: pre, input: read(home) }))).toContain('within 10 s');
  });

  test.concurrent('refuses by itself when the agent never finishes its call', async () => {
    const home = makeHome('neverends');
    await gateIn(home, answering({}));
    expect(denied(await runShim({ shim, home, args: pre, input: { open: '{"a":' } }))).toContain(
      'within 10 s',
    );
  });
});

describe('starting a guard', () => {
  /** Stands in for `ringfence guard --standalone`: registers after a while and answers. */
  const standIn = async (reply: string): Promise<string> => {
    const folder = scratchFolder('cli');
    const file = await bundle('server/hook/main.ts', folder);
    await bundle('test/gate/standInGuard.ts', folder);
    writeFileSync(path.join(folder, 'reply'), reply);
    closing.push(async () => {
      const pidFile = path.join(folder, 'pids');
      const pids = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').trim().split('\n') : [];
      for (const pid of pids) process.kill(Number(pid));
      await Promise.resolve();
    });
    return file;
  };

  test('starts one guard, however many hooks find none, and waits for it', async () => {
    const home = makeHome('start');
    const started = await standIn('"standalone"');
    const runs = Array.from({ length: 6 }, () =>
      runShim({ shim: started, home, args: pre, input: read(home) }),
    );
    for (const ended of await Promise.all(runs))
      expect(ended).toEqual({ stdout: '"standalone"', stderr: '', code: 0 });
    expect(
      readFileSync(path.join(path.dirname(started), 'pids'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(1);
    expect(existsSync(path.join(home.folders.run, 'standalone.lock'))).toBe(false);
  });

  test('answers by itself as soon as the guard that it started has ended', async () => {
    const home = makeHome('ends');
    const started = await standIn('');
    writeFileSync(path.join(path.dirname(started), 'cli.js'), 'process.exit(3);\n');
    const from = performance.now();
    const ended = await runShim({ shim: started, home, args: pre, input: read(home) });
    expect(ended.stdout).toContain('no guard is running');
    // Its own deadline is ten seconds.
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

describe('agents', () => {
  test.each(agentNames)('refuses for %s in its own words', async agent => {
    const home = makeHome('agents');
    const ended = await runShim({
      shim,
      home,
      args: [`--agent=${agent}`, '--event', 'PreToolUse'],
      input: '{}',
    });
    if (!isAgentName(agent)) throw new Error(agent);
    const reason =
      'Ringfence refused this because it could not be judged: no guard is running. Ask the user to open the folder in VS Code with Ringfence, or to run "ringfence doctor".';
    const { exitCode, ...printed } = encodeDenial(agent, 'pre', reason);
    expect(ended).toEqual({ ...printed, code: exitCode });
  });

  test.each([[['--agent', 'nobody']], [['--agent']], [[]]])(
    'refuses an agent that nobody knows: %j',
    async args => {
      const ended = await runShim({ shim, home: makeHome('unknown'), args, input: '{}' });
      expect(ended).toMatchObject({ stdout: '', code: 2 });
      expect(ended.stderr).toContain('use --agent with one of: vscode, claude-code');
    },
  );
});

import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { Verdict } from '../../../common/verdict.ts';
import { sessionFiles } from '../../../server/guard/sessionParts.ts';
import type { Observation } from '../../../server/pipeline/types.ts';
import type { Folders } from '../../../server/platform/folders.ts';
import { clearLabels } from '../../../server/session/clear.ts';
import { createSessions } from '../../../server/session/sessions.ts';
import { finding, newUser, observation, verdict } from './stories.ts';

function guard(folders: Folders) {
  const clock = { time: 0, now: () => clock.time, monotonic: () => clock.time };
  const recorded: LedgerBody[] = [];
  const failures: string[] = [];
  const files = sessionFiles(folders);
  const sessions = createSessions({
    files,
    clock,
    record: body => recorded.push(body),
    failed: stage => failures.push(stage),
  });
  const pass = (seen: Observation, ended: Verdict = verdict('pass')) => {
    const history = sessions.enter(seen);
    sessions.leave(seen, ended);
    return history;
  };
  const labels = (more: Partial<GuardEvent> = {}) =>
    sessions.enter(observation({ kind: 'fs.search', ...more }))?.labels.map(({ label }) => label);
  return { clock, recorded, failures, files, sessions, pass, labels };
}

const fetched = observation({ kind: 'net.fetch', urls: ['https://example.org/a'] });
const readSecret = observation({ kind: 'fs.read', paths: [{ path: '.env', op: 'read' }] });
const sawSecret = verdict('ask', [finding('SECRET', { path: '.env' })]);

describe('labels', () => {
  it('follow from what was let through', () => {
    const { pass, labels, recorded } = guard(newUser());
    pass(fetched);
    pass(readSecret, sawSecret);
    expect(labels()).toEqual(['untrusted', 'secret']);
    expect(recorded).toMatchObject([
      { type: 'session', action: 'labelled', label: 'untrusted' },
      { type: 'session', action: 'labelled', label: 'secret' },
    ]);
  });

  it.each<[string, Observation, Verdict]>([
    ['a refused read', readSecret, verdict('deny', [finding('SECRET')])],
    [
      'a result that a wrapper masked',
      observation({ kind: 'context.attach', phase: 'post', surface: 'mcp' }),
      verdict('redact', [finding('SECRET')]),
    ],
    [
      'a prompt that was sent back',
      observation({ kind: 'context.attach', phase: 'prompt' }),
      verdict('redact', [finding('SECRET')]),
    ],
    [
      'a secret that the agent writes down',
      observation({ kind: 'fs.write' }),
      verdict('ask', [finding('SECRET')]),
    ],
    ['a local server', observation({ kind: 'net.fetch', urls: ['http://127.0.0.1:8080/'] }), verdict('pass')],
    ['a finding that is only a hint', readSecret, verdict('pass', [finding('SECRET', { severity: 'low' })])],
  ])('do not follow from %s', (_, seen, ended) => {
    const { pass, labels } = guard(newUser());
    pass(seen, ended);
    expect(labels()).toEqual([]);
  });

  it('follow from a result that a hook saw too late, whatever the verdict', () => {
    const { pass, labels } = guard(newUser());
    pass(
      observation({ kind: 'context.attach', phase: 'post' }),
      verdict('deny', [finding('SECRET'), finding('HIDE')]),
    );
    expect(labels()).toEqual(['secret', 'untrusted', 'hidden-text']);
  });

  it.each<[string, Observation, Verdict, string]>([
    [
      'a tool of an MCP server',
      observation({ kind: 'mcp.call', mcp: { server: 'm', tool: 't' } }),
      verdict('pass'),
      'untrusted',
    ],
    [
      'a file of a dependency',
      observation(
        { kind: 'fs.read' },
        {
          paths: [
            {
              path: '/w/node_modules/a/README.md',
              named: '',
              relative: 'node_modules/a/README.md',
              op: 'read',
              via: 'tool',
            },
          ],
        },
      ),
      verdict('pass'),
      'untrusted',
    ],
    [
      'a change of what programs run',
      observation(
        { kind: 'fs.write' },
        { paths: [{ path: '/w/.vscode/tasks.json', named: '', op: 'write', via: 'tool' }] },
      ),
      verdict('ask', [finding('EXEC-AUTO')]),
      'config-touched',
    ],
    [
      'running away',
      observation(),
      verdict('ask', [finding('SCOPE', { ruleId: 'session/runaway', tags: [] })]),
      'runaway',
    ],
  ])('follow from %s', (_, seen, ended, label) => {
    const { pass, labels } = guard(newUser());
    pass(seen, ended);
    expect(labels()).toEqual([label]);
  });

  it('do not follow from a question that the agent cannot put: it is refused', () => {
    const { files, failures } = guard(newUser());
    const sessions = createSessions({
      files,
      clock: { now: () => 0, monotonic: () => 0 },
      record: () => undefined,
      failed: stage => failures.push(stage),
      asksItself: agent => agent === 'vscode',
    });
    sessions.leave(readSecret, sawSecret);
    expect(sessions.enter(observation())).toMatchObject({ labels: [], refusals: 1 });
    sessions.leave(observation({ ...readSecret.event, agent: 'vscode' }), sawSecret);
    expect(sessions.enter(observation({ agent: 'vscode' }))?.labels).toMatchObject([{ label: 'secret' }]);
  });

  it('are kept, and shared by all guards of the user', () => {
    const folders = newUser();
    const [first, second] = [guard(folders), guard(folders)];
    expect(second.labels()).toEqual([]);
    first.pass(readSecret, sawSecret);
    expect(second.labels()).toEqual(['secret']);
    expect(guard(folders).labels()).toEqual(['secret']);
    expect(second.labels({ sessionId: 'another' })).toEqual([]);
  });

  it('are cleared by a person, and the counts with them', () => {
    const { pass, labels, files, sessions } = guard(newUser());
    pass(readSecret, sawSecret);
    for (let at = 0; at < 40; at += 1) pass(observation({ command: `cat ${at}` }), verdict('deny'));
    expect(sessions.enter(observation())?.refusals).toBe(40);
    const [record] = files.list();
    if (record === undefined) throw new Error('nothing is kept');
    expect(clearLabels(files, record, 'secret', 5)).toMatchObject([
      { action: 'cleared', label: 'secret', by: 'user' },
    ]);
    expect(labels()).toEqual([]);
    expect(sessions.enter(observation())?.refusals).toBe(0);
  });

  it('of busy sessions of the folder hold for an MCP server, which names no session', () => {
    const { pass, labels, clock } = guard(newUser());
    pass(readSecret, sawSecret);
    const wrapper = { sessionId: '', surface: 'mcp', agent: '' };
    expect(labels(wrapper)).toEqual(['secret']);
    expect(labels({ ...wrapper, cwd: '/elsewhere', roots: [] })).toBeUndefined();
    clock.time = 31 * 60_000;
    expect(labels(wrapper)).toBeUndefined();
  });

  it.each<[string, (file: string) => void]>([
    ['spoilt', file => writeFileSync(file, '{"v":1,"labels":')],
    ['removed', file => rmSync(file)],
  ])('are not taken from a session that is known by a file that was %s', (_, harm) => {
    const folders = newUser();
    const { pass, labels, files, failures } = guard(folders);
    pass(readSecret, sawSecret);
    harm(path.join(folders.sessions, `${files.list()[0]?.id ?? ''}.json`));
    expect(labels()).toEqual(['secret']);
    pass(fetched);
    expect(guard(folders).labels()).toEqual(['secret', 'untrusted']);
    expect(failures).toEqual([]);
  });

  it('of two guards are put together, although one of them looks long', () => {
    const folders = newUser();
    const [first, second] = [guard(folders), guard(folders)];
    const busy = observation({
      kind: 'mcp.call',
      mcp: { server: 'm', tool: 't' },
      sessionId: '',
      surface: 'mcp',
    });
    first.labels();
    first.sessions.enter(busy);
    second.pass(readSecret, sawSecret);
    first.sessions.leave(busy, verdict('pass'));
    expect(guard(folders).labels()).toEqual(['secret', 'untrusted']);
  });

  it('name their source without characters that steer a terminal', () => {
    const { pass, files } = guard(newUser());
    pass(readSecret, verdict('ask', [finding('SECRET', { path: 'a\u001B[2J\u202Eb' })]));
    expect(files.list()[0]?.labels[0]?.source).toBe('a [2J b');
  });

  it('of a session that is busy hold for an MCP server after the guard was started anew, or beside it', () => {
    const folders = newUser();
    const first = guard(folders);
    const wrapper = { sessionId: '', surface: 'mcp', agent: '' };
    first.pass(readSecret, sawSecret);
    const second = guard(folders);
    expect(second.labels(wrapper)).toEqual(['secret']);
    expect(second.labels({ ...wrapper, cwd: '/elsewhere', roots: [] })).toBeUndefined();
    // It was labelled long ago, and goes on.
    for (const each of [first, second]) each.clock.time = 50 * 60_000;
    first.pass(observation());
    expect(second.labels(wrapper)).toEqual(['secret']);
    const third = guard(folders);
    third.clock.time = 60 * 60_000;
    expect(third.labels(wrapper)).toEqual(['secret']);
    const late = guard(folders);
    late.clock.time = 91 * 60_000;
    expect(late.labels(wrapper)).toBeUndefined();
  });

  it('reach an MCP server of the folder however its name is spelt', () => {
    const { pass, labels } = guard(newUser());
    pass(observation({ kind: 'net.fetch', urls: ['https://a.example'], cwd: 'C:\\Work\\app', roots: [] }));
    const wrapper = { sessionId: '', surface: 'mcp', agent: '', roots: [] };
    expect(labels({ ...wrapper, cwd: 'c:\\work\\app\\web' })).toEqual(['untrusted']);
    expect(labels({ ...wrapper, cwd: 'c:\\work\\apple' })).toBeUndefined();
  });

  it('go over to the session of an agent that is started, and to no other', () => {
    const folders = newUser();
    const { pass, labels, clock } = guard(folders);
    pass(readSecret, sawSecret);
    expect(labels({ sessionId: 'before' })).toEqual([]);
    pass(observation({ kind: 'agent.spawn', content: 'Send it on.' }));
    expect(labels({ sessionId: 'elsewhere', cwd: '/x', roots: [] })).toEqual([]);
    expect(labels({ sessionId: 'of another agent', agent: 'gemini' })).toEqual([]);
    expect(labels({ sessionId: 'before' })).toEqual([]);
    expect(labels({ sessionId: 'child' })).toEqual(['secret']);
    expect(guard(folders).labels({ sessionId: 'child' })).toEqual(['secret']);
    clock.time += 31_000;
    expect(labels({ sessionId: 'later' })).toEqual([]);
  });

  it('are forgotten after three months', () => {
    const folders = newUser();
    const { pass, files, clock } = guard(folders);
    pass(readSecret, sawSecret);
    const old = path.join(folders.sessions, `${files.list()[0]?.id ?? ''}.json`);
    utimesSync(old, 1, 1);
    clock.time = 100 * 24 * 3_600_000;
    pass(observation({ ...fetched.event, sessionId: 'another' }));
    expect(files.list().map(({ sessionId }) => sessionId)).toEqual(['another']);
  });
});

/** Collects garbage, so that what is counted is what is kept. */
function collect(): void {
  v8.setFlagsFromString('--expose-gc');
  const gc: unknown = vm.runInNewContext('gc');
  if (typeof gc !== 'function') throw new TypeError('no garbage collector');
  Reflect.apply(gc, undefined, []);
}

describe('counts', () => {
  it('tell how often the same call came in a row', () => {
    const { sessions } = guard(newUser());
    const rows = ['ls', 'ls', 'pwd', 'ls'].map(command => sessions.enter(observation({ command }))?.inARow);
    expect(rows).toEqual([1, 2, 1, 1]);
  });

  const rowOf = (commands: readonly string[]): number => {
    const { sessions } = guard(newUser());
    return Math.max(...commands.map(command => sessions.enter(observation({ command }))?.inARow ?? 0));
  };
  const rounds = (count: number, ...commands: readonly string[]): readonly string[] =>
    Array.from({ length: count }, () => commands).flat();

  it.each([
    ['two', ['a', 'b']],
    ['three', ['a', 'b', 'c']],
    ['six', ['a', 'b', 'a', 'c', 'd', 'e']],
  ])('know a circle of %s calls as they know a single call', (_, circle) => {
    expect(rowOf(rounds(40, ...circle))).toBe(40 * circle.length);
    expect(rowOf(['x', 'y', ...rounds(40, ...circle), circle[0] ?? ''])).toBe(40 * circle.length + 1);
  });

  it('see no circle where something changes every round, or where a plan is longer', () => {
    const work = Array.from({ length: 60 }, (_, at) => [`edit ${at}`, 'npm test', 'git diff']).flat();
    expect(rowOf(work)).toBe(1);
    const fixing = Array.from({ length: 60 }, (_, at) => [
      'npm test',
      ...(at % 2 === 0 ? [`edit ${at}`] : []),
    ]);
    expect(rowOf(fixing.flat())).toBeLessThan(5);
    expect(rowOf(rounds(40, 'a', 'b', 'c', 'd', 'e', 'f', 'g'))).toBe(1);
  });

  it('put what is sent to one registered name together, and keep other owners apart', () => {
    const sentTo = (hosts: readonly string[], last: string) => {
      const { pass, sessions } = guard(newUser());
      const to = (host: string, at: number) =>
        observation({ kind: 'net.fetch', urls: [`https://${host}/aB3dE5fG7hJ9kL1mN${at}`] });
      hosts.forEach((host, at) => pass(to(host, at)));
      return sessions.enter(to(last, 99))?.sent.requests;
    };
    expect(sentTo(['a.evil.co.uk', 'b.c.evil.co.uk'], 'evil.co.uk')).toBe(2);
    expect(sentTo(['a.one.co.uk', 'b.two.co.uk'], 'three.co.uk')).toBe(0);
    expect(sentTo(['a.evil.example', 'b.evil.example'], 'c.evil.example.')).toBe(2);
    expect(sentTo(['ada.github.io'], 'eve.github.io')).toBe(0);
    expect(sentTo(['x.eve.github.io'], 'eve.github.io')).toBe(1);
    expect(sentTo(['10.1.2.3'], '9.9.2.3')).toBe(0);
    expect(sentTo(['a.co.de'], 'b.co.de')).toBe(0);
    expect(sentTo(['a.shop.de'], 'b.shop.de')).toBe(1);
  });

  it('forget after a while', () => {
    const { pass, sessions, clock } = guard(newUser());
    pass(observation(), verdict('deny'));
    clock.time = 59_000;
    expect(sessions.enter(observation())).toMatchObject({ perMinute: 2, refusals: 1 });
    clock.time = 11 * 60_000;
    expect(sessions.enter(observation())).toMatchObject({ perMinute: 1, refusals: 0 });
  });

  it('know a file that the session wrote when it runs it', () => {
    const { pass, sessions } = guard(newUser());
    const file = { path: '/w/send.py', named: '/w/send.py', via: 'tool' as const };
    const run = observation({ command: 'python send.py' }, { paths: [{ ...file, op: 'execute' }] });
    expect(sessions.enter(run)?.runsOwnFile).toBe(false);
    pass(observation({ kind: 'fs.write' }, { paths: [{ ...file, op: 'write' }] }));
    expect(sessions.enter(run)?.runsOwnFile).toBe(true);
  });

  it('take bounded space: 100,000 events less than 50 MB', () => {
    const clock = { time: 0, now: () => clock.time, monotonic: () => clock.time };
    const failed = (stage: string): never => expect.fail(stage);
    const sessions = createSessions({ clock, record: () => undefined, failed });
    const heap = (): number => {
      collect();
      return process.memoryUsage().heapUsed / 1e6;
    };
    const before = heap();
    for (let at = 0; at < 100_000; at += 1) {
      clock.time += 40;
      // Most of one session, the rest of ever new ones; each to a place, and into a file, of its own.
      const seen = observation(
        {
          kind: 'net.fetch',
          sessionId: at % 10 === 0 ? `s${at}` : 's',
          urls: [`https://h.example${at}.org/aB3dE5fG7hJ9kL1mN${at}`],
        },
        { paths: [{ path: `/w/${at}`, named: '', op: 'write', via: 'tool' }] },
      );
      sessions.enter(seen);
      sessions.leave(seen, verdict(at % 50 === 0 ? 'deny' : 'pass'));
    }
    expect(heap() - before).toBeLessThan(50);
    expect(sessions.enter(observation({ sessionId: 's' }))?.perMinute).toBeGreaterThan(1000);
  });
});

it('an event of no session has no history', () => {
  const { sessions } = guard(newUser());
  expect(sessions.enter(observation({ sessionId: '' }))).toBeUndefined();
});

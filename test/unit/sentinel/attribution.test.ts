import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../server/ports/clock.ts';
import { sha256 } from '../../../server/quarantine/content.ts';
import { createAttributor } from '../../../server/sentinel/attribution.ts';
import { handClock, scratchFolder } from '../quarantine/scratch.ts';

const file = path.resolve('/w/.vscode/settings.json');
const bytes = Buffer.from('{"a":1}');
const change = { path: file, root: path.resolve('/w'), bytes };
const noGit = () => Promise.resolve(undefined);

describe('attribution by what hooks and editors told', () => {
  const make = () => {
    const clock = handClock();
    return { clock, attributor: createAttributor({ clock, git: noGit }) };
  };

  it('is external when nobody told anything', async () => {
    expect(await make().attributor.attribute(change)).toEqual({
      origin: 'external',
      agent: '',
      sessionId: '',
      confidence: 'low',
    });
  });

  it('is the agent whose hook announced this content for this path', async () => {
    const { attributor } = make();
    attributor.noteAgentWrite(file, sha256('other'), 'gemini', 's0');
    attributor.noteAgentWrite(file, sha256(bytes), 'codex', 's1');
    attributor.noteEditorEdit({ path: file, signature: 'typing', ts: 0 });
    expect(await attributor.attribute(change)).toEqual({
      origin: 'agent',
      agent: 'codex',
      sessionId: 's1',
      confidence: 'high',
    });
  });

  it.each([
    ['another content', file, sha256('other')],
    ['another path', path.resolve('/w/.mcp.json'), sha256(bytes)],
  ])('is not an agent that announced %s', async (_, noted, hash) => {
    const { attributor } = make();
    attributor.noteAgentWrite(noted, hash, 'codex', 's1');
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'external' });
  });

  it('is less sure of an agent that announced no content', async () => {
    const { attributor } = make();
    attributor.noteAgentWrite(file, undefined, 'codex', 's1');
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'agent', confidence: 'medium' });
  });

  it('forgets an announcement after half a minute', async () => {
    const { attributor, clock } = make();
    attributor.noteAgentWrite(file, sha256(bytes), 'codex', 's1');
    clock.tick(30_001);
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'external' });
  });

  it('is a user who typed in the file a moment ago, never with certainty', async () => {
    const { attributor, clock } = make();
    attributor.noteEditorEdit({ path: file, signature: 'typing', ts: 0 });
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'user', confidence: 'medium' });
    clock.tick(10_001);
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'external' });
  });

  it('does not take a program for a user', async () => {
    const { attributor } = make();
    attributor.noteEditorEdit({ path: file, signature: 'program', ts: 0 });
    expect(await attributor.attribute(change)).toMatchObject({ origin: 'external' });
  });
});

describe('attribution by git', () => {
  const repository = () => {
    const root = scratchFolder();
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', root, '-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], {
        encoding: 'utf8',
      });
    git('init', '-q', '-b', 'main');
    const settings = path.join(root, '.vscode', 'settings.json');
    fs.mkdirSync(path.dirname(settings));
    fs.writeFileSync(settings, '{"a":1}\n');
    return { root, git, settings };
  };
  const attributor = createAttributor({ clock: systemClock });

  it('is git when HEAD and index hold the new content', async () => {
    const { root, git, settings } = repository();
    git('add', '-A');
    git('commit', '-qm', 'c');
    expect(
      await attributor.attribute({ path: settings, root, bytes: fs.readFileSync(settings) }),
    ).toMatchObject({ origin: 'vcs' });
    const crlf = Buffer.from('{"a":1}\r\n');
    expect(await attributor.attribute({ path: settings, root, bytes: crlf })).toMatchObject({
      origin: 'vcs',
    });
  });

  it('is git even when the folder was taken away since', async () => {
    const { root, git, settings } = repository();
    git('add', '-A');
    git('commit', '-qm', 'c');
    const held = fs.readFileSync(settings);
    fs.rmSync(path.dirname(settings), { recursive: true });
    expect(await attributor.attribute({ path: settings, root, bytes: held })).toMatchObject({
      origin: 'vcs',
    });
  });

  it.each([
    ['the content is only staged', (git: (...args: string[]) => string) => git('add', '-A')],
    ['the content is untracked', () => ''],
  ])('is external when %s', async (_, prepare) => {
    const { root, git, settings } = repository();
    prepare(git);
    expect(
      await attributor.attribute({ path: settings, root, bytes: fs.readFileSync(settings) }),
    ).toMatchObject({ origin: 'external' });
  });

  it('is external when git was not at work lately', async () => {
    const { root, git, settings } = repository();
    git('add', '-A');
    git('commit', '-qm', 'c');
    for (const name of ['index', 'HEAD']) fs.utimesSync(path.join(root, '.git', name), 1, 1);
    expect(
      await attributor.attribute({ path: settings, root, bytes: fs.readFileSync(settings) }),
    ).toMatchObject({ origin: 'external' });
  });

  it('is external for deletions, for files inside .git and outside any repository', async () => {
    const { root, settings } = repository();
    expect(await attributor.attribute({ path: settings, root, bytes: undefined })).toMatchObject({
      origin: 'external',
    });
    const hook = path.join(root, '.git', 'hooks', 'pre-commit');
    expect(await attributor.attribute({ path: hook, root, bytes })).toMatchObject({ origin: 'external' });
    const plain = scratchFolder();
    expect(await attributor.attribute({ path: path.join(plain, 'f'), root: plain, bytes })).toMatchObject({
      origin: 'external',
    });
  });

  it('runs nothing that a hostile repository configures', async () => {
    const { root, git, settings } = repository();
    git('add', '-A');
    git('commit', '-qm', 'c');
    const proof = path.join(root, 'ran');
    fs.writeFileSync(path.join(root, 'monitor.sh'), `#!/bin/sh\ntouch ${proof}\n`, { mode: 0o755 });
    git('config', 'core.fsmonitor', path.join(root, 'monitor.sh'));
    await attributor.attribute({ path: settings, root, bytes: fs.readFileSync(settings) });
    expect(fs.existsSync(proof)).toBe(false);
  });
});

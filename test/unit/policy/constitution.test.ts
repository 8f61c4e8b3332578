import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventKind, Origin, PathOp } from '../../../common/event.ts';
import type { Finding } from '../../../common/finding.ts';
import type { Profile } from '../../../common/settings.ts';
import type { VerdictKind } from '../../../common/verdict.ts';
import { createDecider } from '../../../server/policy/decide.ts';
import type { PolicySet } from '../../../server/policy/policy.ts';
import {
  constitution,
  finding,
  mustLoad,
  observation,
  observedPath,
  repository,
  type EventWords,
} from './stories.ts';

/** `who does what to which path: findings`, the verdict, and the only policies that may have fired. */
type Story = readonly [words: string, verdict: VerdictKind, policies: readonly string[]];

const ops: Readonly<Partial<Record<EventKind, PathOp>>> = {
  'fs.read': 'read',
  'fs.search': 'search',
  'fs.delete': 'delete',
  'context.attach': 'read',
};

/** Reads `agent fs.write .vscode/settings.json: critical AUTO, medium MCP`; `-` stands for no path. */
function parse(words: string): {
  readonly event: EventWords;
  readonly findings: readonly string[];
  readonly path: string;
} {
  const colon = words.indexOf(':');
  const [origin, kind, path] = words.slice(0, colon).split(' ') as [Origin, EventKind, string];
  const findings = words
    .slice(colon + 1)
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
  const paths = path === '-' ? [] : [observedPath(path, ops[kind] ?? 'write')];
  return { event: { kind, origin, paths }, findings, path: path === '-' ? '' : path };
}

/** Is where the reasons come from that policies name; a changed word there must be changed here as well. */
const observers = ['server/observe/observer.ts', 'server/detect/commands/shellParser.ts']
  .map(file => readFileSync(path.join(repository, file), 'utf8'))
  .join('');

/** Collects the policies that decided something all by themselves. */
const decidedAlone = new Set<string>();

let set: PolicySet;
beforeAll(() => {
  set = mustLoad(constitution);
});

function decide(words: string, profile: Profile = 'balanced', more: Partial<EventWords> = {}) {
  const { event, findings, path } = parse(words);
  return decideOn(
    { ...event, ...more },
    findings.map(each => finding(each, { path })),
    profile,
  );
}

function decideOn(event: EventWords, findings: readonly Finding[], profile: Profile = 'balanced') {
  const decision = createDecider(set, { profile }).decide(observation(event), findings);
  const policies = decision.policies.map(policy => policy.id);
  const [only, ...others] = policies;
  if (only !== undefined && others.length === 0) decidedAlone.add(only);
  return { verdict: decision.verdict, policies };
}

const alone: readonly Story[] = [
  ['agent fs.write .vscode/settings.json: critical AUTO', 'deny', ['agent/oversight']],
  ['agent fs.edit .codex/config.toml: high SANDBOX', 'deny', ['agent/oversight']],
  ['agent shell.exec -: medium SELF', 'deny', ['agent/guard']],
  ['agent fs.read ~/.local/state/ringfence/ledger/key: high SELF', 'deny', ['agent/guard']],
  ['agent fs.write .vscode/tasks.json: critical EXEC-AUTO', 'deny', ['agent/protected-configuration']],
  ['agent fs.patch .git/hooks/pre-commit: critical VCS', 'deny', ['agent/protected-configuration']],
  ['agent fs.delete .claude/settings.json: critical HOOK', 'deny', ['agent/protected-configuration']],
  ['agent fs.write .vscode/settings.json: high EXFIL-FETCH', 'deny', ['agent/network-configuration']],
  ['agent fs.write .idea/workspace.xml: medium EXEC-PATH', 'ask', ['agent/sensitive-configuration']],
  ['agent fs.write ~/.bashrc: critical PERSIST', 'deny', ['agent/persistence']],
  ['agent fs.read .env: high SECRET', 'deny', ['agent/secrets']],
  ['agent fs.search ~/.aws/credentials: critical SECRET', 'deny', ['agent/secrets']],
  ['agent net.fetch -: high SECRET', 'deny', ['agent/secrets']],
  ['agent fs.read certs/site.pem: medium SECRET', 'ask', ['agent/possible-secrets']],
  ['agent fs.write src/config.ts: high SECRET', 'ask', ['agent/secrets-in-content']],
  ['agent fs.read //host/share/x: high SCOPE', 'deny', ['agent/boundary']],
  ['agent net.fetch -: high EXFIL-FETCH', 'ask', ['agent/egress']],
  ['agent shell.exec -: high EXFIL-FETCH', 'ask', ['agent/egress']],
  ['agent shell.exec -: high SHELL', 'deny', ['agent/commands']],
  ['agent shell.input -: medium SHELL', 'ask', ['agent/unclear-commands']],
  ['agent unknown -: medium BUILD', 'ask', ['agent/unknown-tool']],
  ['agent fs.write .github/workflows/ci.yml: critical CI', 'ask', ['agent/supply-chain']],
  ['agent fs.edit package.json: high BUILD', 'ask', ['agent/supply-chain']],
  ['agent fs.write .cursorignore: medium HIDE', 'ask', ['agent/evidence']],
  ['agent fs.write AGENTS.md: high INSTR', 'ask', ['agent/instructions']],
  ['agent fs.write scripts/approved.sh: medium DRIFT', 'ask', ['agent/drift']],
  ['agent mcp.tools -: high MCP', 'deny', ['intake/poisoned-tools']],
  ['agent context.attach notes.md: high INSTR', 'ask', ['intake/hidden-orders']],
  ['user prompt.submit -: medium SECRET', 'redact', ['intake/secrets']],
  [
    'extension config.change .vscode/settings.json: medium AUTO',
    'quarantine',
    ['change/protected-configuration'],
  ],
  ['external config.change .mcp.json: critical MCP', 'quarantine', ['change/protected-configuration']],
  [
    'agent config.change .vscode/tasks.json: critical EXEC-AUTO',
    'quarantine',
    ['change/protected-configuration'],
  ],
  [
    'extension fs.write .vscode/settings.json: high EXEC-PATH',
    'quarantine',
    ['change/protected-configuration'],
  ],
  ['external config.change .vscode/settings.json: high EXFIL-FETCH', 'quarantine', ['change/silent-harm']],
  ['vcs config.change .vscode/tasks.json: critical EXEC-AUTO', 'quarantine', ['change/checkout']],
  ['user config.change .ringfence/policy.cedar: critical SELF', 'quarantine', ['change/guard']],
  ['vcs config.change .ringfence/policy.cedar: critical SELF', 'quarantine', ['change/guard']],
];

describe('each principle decides alone', () => {
  it.each(alone)('%s → %s', (words, verdict, policies) => {
    expect(decide(words)).toEqual({ verdict, policies });
  });

  it('asks about an opaque command that names a protected place', () => {
    const more = { opaque: ['computed program'], command: '$X > .vscode/settings.json' };
    expect(decide('agent shell.exec -:', 'balanced', more)).toEqual({
      verdict: 'ask',
      policies: ['agent/opaque'],
    });
  });

  it.each([
    ['commands/interactive-shell', 'high SHELL', 'agent/interactive-shell'],
    ['commands/interactive-shell', 'medium SHELL', 'agent/interactive-shell'],
    ['commands/download-and-run', 'high SHELL', 'agent/unread-download'],
    ['commands/download-and-run', 'high SHELL EXEC-AUTO', 'agent/unread-download'],
    ['commands/destructive-removal', 'critical SCOPE', 'agent/destruction'],
    ['config/unread', 'high HIDE', 'agent/unreadable-configuration'],
  ])('refuses %s (%s)', (ruleId, words, policy) => {
    const decision = decideOn({ kind: 'shell.exec', command: 'x' }, [finding(words, { ruleId })]);
    expect(decision).toEqual({ verdict: 'deny', policies: [policy] });
  });

  it.each<[since: string, verdict: VerdictKind, policy: string]>([
    ['it touches too many paths to look at each', 'ask', 'agent/too-much'],
    ['the command line is too long', 'ask', 'agent/too-much'],
    ['the command line is nested too deeply or does too much', 'ask', 'agent/too-much'],
    ['the event could not be observed', 'deny', 'guard/unobserved'],
  ])('does not let a flood or a failure pass: %s', (since, verdict, policy) => {
    expect(decide('agent fs.patch -:', 'balanced', { opaque: [since] })).toEqual({
      verdict,
      policies: [policy],
    });
    expect(observers).toContain(`'${since}'`);
  });

  it('refuses a disguised path', () => {
    const paths = [{ ...observedPath('src/a.ts', 'read'), disguise: 'trailing dots' }];
    expect(decide('agent fs.read -:', 'balanced', { paths })).toEqual({
      verdict: 'deny',
      policies: ['agent/disguise'],
    });
  });

  it.each(['agent', 'extension', 'external', 'vcs', 'user'])(
    'refuses what could not be examined, from %s',
    origin => {
      const { event } = parse(`${origin} shell.exec -:`);
      const unexamined = finding('critical', { ruleId: 'guard/unexamined' });
      expect(decideOn(event, [unexamined])).toEqual({ verdict: 'deny', policies: ['guard/unexamined'] });
    },
  );

  it.each<Story>([
    ['agent fs.write Dockerfile: medium BUILD', 'deny', ['agent/locked']],
    ['vcs config.change .mcp.json: medium MCP', 'quarantine', ['change/locked']],
  ])('locked: %s → %s', (words, verdict, policies) => {
    expect(decide(words, 'locked')).toEqual({ verdict, policies });
    expect(decide(words).verdict).toBe('pass');
  });

  it.each<[words: string, verdict: VerdictKind, policies: readonly string[]]>([
    ['high', 'deny', ['agent/insecure-code']],
    ['medium', 'pass', []],
  ])('sends insecure code back when the rule is sure of a grave flaw: %s', (severity, verdict, policies) => {
    const { event } = parse('agent fs.write src/a.js:');
    const flaw = finding(severity, { ruleId: 'javascript.eval-dynamic', path: 'src/a.js', tags: [] });
    for (const profile of ['balanced', 'locked'] as const)
      expect(decideOn(event, [flaw], profile)).toEqual({ verdict, policies });
    expect(decideOn(event, [{ ...flaw, confidence: 'medium' }]).verdict).toBe('pass');
  });

  it('locked asks about every opaque command', () => {
    const more = { opaque: ['computed program'], command: '$X' };
    expect(decide('agent shell.exec -:', 'locked', more)).toEqual({
      verdict: 'ask',
      policies: ['agent/locked-opaque'],
    });
    expect(decide('agent shell.exec -:', 'balanced', more).verdict).toBe('pass');
  });

  it('has a story for every policy', () => {
    expect([...decidedAlone].sort()).toEqual(set.policies.map(policy => policy.id).sort());
  });
});

describe('ordinary work passes', () => {
  it.each([
    'agent fs.read src/index.ts:',
    'agent fs.write src/index.ts:',
    'agent shell.exec -:',
    'agent fs.edit package.json: info BUILD',
    'agent fs.edit package.json: medium BUILD',
    'agent fs.write .github/workflows/ci.yml: medium CI',
    'agent fs.write AGENTS.md: medium INSTR',
    'agent fs.write .gitignore: info HIDE',
    'agent fs.write Dockerfile: medium BUILD',
    'agent fs.write vite.config.ts: info EXEC-AUTO',
    'agent fs.read .env.example: low SECRET',
    'agent fs.read .vscode/settings.json: critical AUTO',
    'agent context.attach src/index.ts:',
    'agent mcp.tools -: medium MCP',
    'agent session.start -:',
    'user config.change .vscode/settings.json: critical AUTO',
    'user fs.read .env: critical SECRET',
    'vcs config.change .mcp.json: critical MCP',
    'vcs config.change .github/workflows/ci.yml: critical CI',
    'external config.change package.json: high BUILD',
    'external config.change .gitignore: medium HIDE',
  ])('%s', words => {
    expect(decide(words)).toEqual({ verdict: 'pass', policies: [] });
  });

  it('is not disturbed by an opaque command that names nothing protected', () => {
    const more = { opaque: ['computed argument'], command: 'npm test -- "$NAME"' };
    expect(decide('agent shell.exec -:', 'balanced', more).verdict).toBe('pass');
  });
});

const classes = [
  ...['AUTO', 'EXEC-PATH', 'EXEC-AUTO', 'MCP', 'HOOK', 'INSTR', 'EXFIL-FETCH', 'SCOPE', 'SANDBOX'],
  ...['VCS', 'BUILD', 'HIDE', 'CI', 'SECRET', 'PERSIST', 'DRIFT', 'SELF', 'SHELL', 'LOOP'],
];

it.each(classes)('never enforces anything below medium: %s', risk => {
  for (const kind of ['fs.read', 'fs.write', 'shell.exec', 'unknown', 'mcp.tools', 'config.change']) {
    for (const profile of ['balanced', 'locked'] as const) {
      expect(decide(`agent ${kind} x: low ${risk}, info ${risk}`, profile)).toEqual({
        verdict: 'pass',
        policies: [],
      });
    }
  }
});

it('takes the strictest of several findings and cites every policy, strictest first', () => {
  expect(decide('agent fs.write .vscode/settings.json: high CI, medium MCP, critical AUTO')).toEqual({
    verdict: 'deny',
    policies: ['agent/oversight', 'agent/sensitive-configuration', 'agent/supply-chain'],
  });
});

it('records in the observe profile what would have been, and enforces nothing', () => {
  expect(decide('agent fs.write .vscode/settings.json: critical AUTO', 'observe')).toEqual({
    verdict: 'pass',
    policies: ['agent/oversight'],
  });
});

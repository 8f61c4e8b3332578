/**
 * Renders docs/coverage.md from what the product knows of agents and what runs of them found, so that the page cannot
 * drift from either.
 */
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { actKinds, type Agent, type Gap } from '../../server/agents/adapter.ts';
import { commonGaps, uncoverable } from '../../server/agents/coverage.ts';
import { ownDeadlineMs } from '../../server/agents/denials.ts';
import { adapters } from '../../server/agents/index.ts';
import { managedFiles, managedPlaces } from '../../server/agents/managed.ts';
import type { InstallSpec } from '../../server/agents/install/spec.ts';
import { matrixTable } from './agents/matrixTable.ts';

/** Is where the page stands. */
export const coveragePage = fileURLToPath(new URL('../../docs/coverage.md', import.meta.url));

/** Renders the whole page as the repository formats it. */
export async function renderCoverage(): Promise<string> {
  const options = await prettier.resolveConfig(coveragePage);
  return await prettier.format(page(), { ...options, parser: 'markdown' });
}

function page(): string {
  const matrix = matrixTable();
  return `# What is covered, agent by agent

Written by \`npm run docs\` from the data in \`server/agents\` and from runs of the real agents; a test compares. \`ringfence doctor\` says
how things stand on your machine.

## When a hook fails

Measured on the real agents: what an agent does with a tool call after its hook ended in some way. Each “runs” is closed
on our side: the launcher turns every failure into exit code 2, the hook answers before the agent’s patience ends, and
says what each agent takes for a refusal. No answer ever allows a call; no opinion is \`{}\`.

${table(
  ['Agent', 'exit 1', 'exit 2', 'command missing', 'bad JSON', 'time-out', 'a question', 'patience', 'ours'],
  adapters.map(failureRow),
)}

“A question” is what becomes of a verdict that a person should decide: VS Code shows it in its own dialog; the other
agents would run some calls unasked, so it becomes a refusal that tells the agent to ask.

## What becomes of attacks

Played with the real agents, headless, against a scripted model: what the attack does without Ringfence, and → what becomes
of it with Ringfence installed by \`ringfence install\` and a guard over the folder. \`npm run test:agents\` plays it again,
\`npm run docs -- --results\` keeps what it found. “Seen after, undone”: the act ran, and the file watch took it back.

${table(matrix.head, matrix.rows)}

${matrix.notes.join('\n')}

VS Code’s own agent is played apart (\`test/agents/vscode.test.ts\`). Cursor, Windsurf, Kiro and Amp are **not verified**: no
test here runs them.

## What hooks tell of

The hook event that tells of each kind of acts. “Result” is what a tool brought back.

${table(['Agent', 'Read', 'Write', 'Shell', 'Fetch', 'MCP', 'Prompt', 'Result', 'Known how'], adapters.map(seenRow))}

## What keeps hooks on

By what a project’s own settings can switch hooks off, and which administrator’s file prevents it (on Linux; \`ringfence profile
export\` makes it, and says of each whether the real product has loaded it). \`ringfence doctor\` says whether the file is in place,
and counts an agent as covered that only such a file protects. Where nothing prevents it, the file watch takes the setting back
under the profile \`locked\` when the folder is opened.

${table(['Agent', 'A project can switch them off by', 'Kept on by', 'Which outranks'], adapters.map(lockRow))}

Not coverable by hooks:

${uncoverable.map(({ title, why }) => `- ${title}. ${why}`).join('\n')}

## What no hook sees

${gapTable(commonGaps)}

${adapters.map(section).join('\n\n')}
`;
}

function failureRow({ title, failure, name, timeoutMs }: Agent): readonly string[] {
  const said = (outcome: 'deny' | 'open'): string => (outcome === 'deny' ? 'refused' : '**runs**');
  const { exit1, exit2, commandMissing, badJson, timeout, ask } = failure;
  return [
    title,
    ...[exit1, exit2, commandMissing, badJson, timeout].map(said),
    ask === 'native' ? 'its own dialog' : 'refused',
    `${timeoutMs / 1000} s`,
    `${ownDeadlineMs(name) / 1000} s`,
  ];
}

function section({ name, title, tools, install, gaps, evidence }: Agent): string {
  const asked =
    install === undefined
      ? 'Its hooks come with the extension: every tool call, every prompt and the end of every turn.'
      : `\`ringfence install --agent ${name}\` ${writes(install)}.`;
  const doubt =
    evidence === 'measured'
      ? ''
      : ' **Not verified**: this follows its documentation; no test here runs the agent itself.';
  return `## ${title}

${asked}${doubt} Tools whose parameters are known: ${tools.map(tool => `\`${tool}\``).join(', ')}. Any other tool, those of MCP servers included, is looked through for paths, addresses and commands.

${gapTable(gaps)}`;
}

function writes({ events, written }: InstallSpec): string {
  const names = events.map(event => `\`${event.name}\``).join(', ');
  if (written.kind === 'own') return `writes files of its own into the agent’s folder, for ${names}`;
  const trust = written.trustFile === undefined ? '' : `, and its trust in them in \`${written.trustFile}\``;
  return `registers ${names} in \`${written.file}\`${trust}`;
}

/** What can switch each agent's hooks off, and what keeps them on. */
function lockRow({ name, title, switches }: Agent): readonly string[] {
  const code = (names: readonly string[]): string => names.map(each => `\`${each}\``).join(', ');
  const ways = switches.workspace.length === 0 ? [] : switches.switches.map(({ key }) => key.join('.'));
  const managed = managedFiles[name];
  return [
    title,
    ways.length === 0 ? 'nothing that is known' : code(ways),
    managed === undefined
      ? ways.length === 0
        ? ''
        : '**nothing that is known**'
      : code(managedPlaces(name, { platform: 'linux' })),
    managed === undefined ? '' : code(managed.outranks.filter(key => ways.includes(key))),
  ];
}

/** What each agent's hooks tell of. */
const seenRow = ({ title, sees, evidence }: Agent): readonly string[] => [
  title,
  ...actKinds.map(kind => (sees[kind] === undefined ? '**no**' : `\`${sees[kind]}\``)),
  evidence === 'measured' ? 'measured' : 'not verified',
];

const gapTable = (gaps: readonly Gap[]): string =>
  table(
    ['Not seen', 'Instead'],
    gaps.map(({ unseen, instead }) => [unseen, instead]),
  );

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

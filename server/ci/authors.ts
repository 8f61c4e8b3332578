/**
 * Tells which commits an agent wrote, by what the commits say of themselves: author, committer, trailers, and the line
 * that some agents leave. A commit that says nothing may still be an agent's; the ledger knows more. Pure but for git.
 */
import type { Git } from './git.ts';
import type { Span } from './base.ts';

/** Names agents by the path that they wrote. */
export type AgentPaths = ReadonlyMap<string, string>;

/** Recognises one agent; `who` is tried on `Name <address>`. */
interface AgentMark {
  readonly agent: string;
  readonly who: RegExp;
}

/** Addresses and bot names only: people are called Claude, too. */
const marks: readonly AgentMark[] = [
  { agent: 'claude-code', who: /<noreply@anthropic\.com>|^claude\[bot\]|^claude <[^>]*\bclaude\[bot\]/iu },
  { agent: 'copilot', who: /\bcopilot(?:-swe-agent)?(?:\[bot\])?@|^copilot(?:-swe-agent\[bot\])? </iu },
  { agent: 'cursor', who: /<cursoragent@cursor\.com>|^cursor agent </iu },
  { agent: 'codex', who: /<(?:noreply|codex)@openai\.com>|\bchatgpt-codex-connector\[bot\]/iu },
  { agent: 'gemini', who: /\bgemini-(?:cli|code-assist)(?:-robot)?\[bot\]|<gemini-cli-agent@google\.com>/iu },
  { agent: 'jules', who: /\bgoogle-labs-jules\[bot\]/iu },
  { agent: 'devin', who: /\bdevin-ai-integration\[bot\]/iu },
  { agent: 'aider', who: /<(?:noreply|aider)@aider\.chat>|\(aider\) </iu },
  { agent: 'openhands', who: /<openhands@all-hands\.dev>/iu },
  { agent: 'amp', who: /<amp@ampcode\.com>/iu },
  { agent: 'droid', who: /\bfactory-droid\[bot\]/iu },
  { agent: 'opencode', who: /<noreply@opencode\.ai>|^opencode(?:-agent\[bot\])? </iu },
  { agent: 'qwen', who: /<qwen-coder@alibabacloud\.com>|^qwen-coder </iu },
  { agent: 'windsurf', who: /^(?:windsurf|cascade)(?:\[bot\])? </iu },
  { agent: 'kiro', who: /^kiro(?:[- ]agent)?(?:\[bot\])? </iu },
  { agent: 'cline', who: /^cline(?:\[bot\])? </iu },
];

/** Trailers that name a co-author, and trailers that only agents' work carries. */
const coauthor = /^co-authored-by:\s*(.+)$/gimu;
const assisted = /^(?:assisted-by|generated-by|ai-assisted-by):\s*\S/imu;
const generated =
  /^(?:\S+ )?generated with \[?(claude code|codex|gemini cli|opencode|amp|droid|qwen code)\]?/imu;

/** Is what a commit says of itself. */
export interface CommitWords {
  readonly author: string;
  readonly committer: string;
  readonly message: string;
}

/** Returns the agent that a commit names, undefined when it names none. */
export function agentOfCommit({ author, committer, message }: CommitWords): string | undefined {
  const people = [author, committer, ...Array.from(message.matchAll(coauthor), ([, who = '']) => who.trim())];
  for (const { agent, who } of marks) if (people.some(each => who.test(each))) return agent;
  const said = generated.exec(message)?.[1];
  if (said !== undefined) return said.toLowerCase().replaceAll(' ', '-');
  return assisted.test(message) ? 'an agent' : undefined;
}

/** Returns which files of a change commits of agents touch. */
export async function agentPathsOf(git: Git, span: Span): Promise<AgentPaths> {
  const paths = new Map<string, string>();
  for (const [agent, ids] of await commitsOfAgents(git, span))
    for (const path of await touchedBy(git, ids)) if (!paths.has(path)) paths.set(path, agent);
  return paths;
}

/** Lists the commits of a change by the agent that they name. */
async function commitsOfAgents(
  git: Git,
  { base, head, first }: Span,
): Promise<ReadonlyMap<string, readonly string[]>> {
  // Nothing in a commit can hold a NUL, so that no message can pass for the end of itself.
  const format = '--format=%H%x00%an <%ae>%x00%cn <%ce>%x00%B';
  const { code, stdout, stderr } = await git.run([
    'log',
    '-z',
    format,
    first ? head : `${base}..${head}`,
    '--',
  ]);
  if (code !== 0) throw new Error(`git log failed: ${stderr.trim()}`);
  const fields = stdout.toString('utf8').split('\0');
  const found = new Map<string, string[]>();
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [id, author, committer, message] = fields.slice(at, at + 4) as [string, string, string, string];
    const agent = agentOfCommit({ author, committer, message });
    if (agent !== undefined) found.set(agent, [...(found.get(agent) ?? []), id]);
  }
  return found;
}

async function touchedBy(git: Git, ids: readonly string[]): Promise<readonly string[]> {
  const args = ['diff-tree', '--stdin', '-r', '-c', '-z', '--name-only', '--root', '--no-commit-id'];
  const { stdout } = await git.run(args, `${ids.join('\n')}\n`);
  return stdout
    .toString('utf8')
    .split('\0')
    .filter(name => name !== '');
}

/** Makes docs/rules of what the rules say of themselves: an index, and a page a topic. Pure but for formatting. */
import { format } from 'prettier';
import frameworks from '../../rules/catalogue/frameworks.json' with { type: 'json' };
import { compareSeverity, riskClasses, severities, type Tag } from '../../common/finding.ts';
import type { RuleInfo } from '../../server/detect/rule.ts';

/** Is a page with its name below docs/rules. */
export interface Page {
  readonly name: string;
  readonly text: string;
}

/** Says what each topic is about; any other folder of rules is configuration. */
const topics: Readonly<Record<string, string>> = {
  commands: 'what a command line runs, parsed as a shell would',
  files:
    'files that control agents, editors, git, builds or logins, and files that hold secrets, by their names',
  injection: 'texts that an agent reads and that hide or give orders',
  mcp: 'MCP servers and their tools outside of configuration files',
  packages: 'packages, and where they come from',
  schemas: 'schemas that editors fetch when a file is opened',
  secrets: 'secrets in what is written, read, taken in, run or sent',
};

const configuration = 'configuration';
const about = (topic: string): string =>
  topics[topic] ?? 'keys of configuration files, judged by what the file holds after a change';

/** Makes the pages; `onText` are the rules that are not data, which name their topic by their folder. */
export async function rulePages(
  rules: readonly RuleInfo[],
  coded: readonly RuleInfo[],
): Promise<readonly Page[]> {
  const own = new Set(coded.map(({ id }) => id));
  const topicOf = ({ id }: RuleInfo): string => {
    const [folder = ''] = id.split('/');
    return own.has(id) || folder === 'files' ? folder : configuration;
  };
  const byTopic = Map.groupBy(rules, topicOf);
  const pages = [...byTopic]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([topic, list]) => ({ name: `${topic}.md`, topic, text: topicPage(topic, list) }));
  const index = indexPage(pages.map(({ topic }) => topic));
  const all = [{ name: 'README.md', text: index }, ...pages.map(({ name, text }) => ({ name, text }))];
  return Promise.all(
    all.map(async ({ name, text }) => ({ name, text: await format(text, { parser: 'markdown' }) })),
  );
}

const made = '<!-- Made by `npm run docs` from the rules themselves; change those. -->';

function indexPage(topics: readonly string[]): string {
  const rows = topics.map(topic => `| [${topic}](${topic}.md) | ${about(topic)} |`);
  const risks = Object.entries(riskClasses).map(([id, does]) => `| ${id} | ${does} |`);
  return [
    made,
    '# What Ringfence recognises',
    'Every finding names its rule; here is what each rule says of itself. A rule states how grave a finding is; what follows from it is policy: [the constitution](../../rules/policy/constitution.cedar) and a file a topic beside it. Rules on code are another matter: [writing code rules](../code-rules.md).',
    ['| Topic | Looks at |', '| --- | --- |', ...rows].join('\n'),
    '## Classes of harm',
    'Policies speak of these, so that a new rule needs no new policy.',
    ['| Class | What it does |', '| --- | --- |', ...risks].join('\n'),
  ].join('\n\n');
}

function topicPage(topic: string, rules: readonly RuleInfo[]): string {
  const sorted = rules.toSorted(
    (a, b) => compareSeverity(b.severity, a.severity) || a.id.localeCompare(b.id),
  );
  const counts = severities
    .toReversed()
    .map(severity => [severity, rules.filter(rule => rule.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  return [
    made,
    `# ${topic.charAt(0).toUpperCase()}${topic.slice(1)}`,
    `Rules on ${about(topic)}: ${counts.join(', ')}. The severity is the gravest that a rule gives.`,
    ...sorted.map(section),
  ].join('\n\n');
}

function section({ id, title, why, remedy, severity, confidence, risks, tags }: RuleInfo): string {
  const facts = [`**${severity}**`, `confidence ${confidence}`, risks.join(', ')].join(' · ');
  return [
    `## \`${id}\``,
    `${escape(title)}. ${escape(why)}`,
    `**Instead:** ${escape(remedy)}`,
    facts,
    ...(tags.length === 0 ? [] : [tags.map(tagName).join('; ')]),
  ].join('\n\n');
}

/** What rules say may hold characters that Markdown reads; code spans are meant. */
const escape = (text: string): string => text.replaceAll(/[<>*_|]/gu, character => `\\${character}`);

const names: Readonly<Record<string, Readonly<Record<string, string>>>> = frameworks;

function tagName({ scheme, edition, id }: Tag): string {
  const name = names[`${scheme}@${edition}`]?.[id];
  return `${scheme} ${edition} ${id}${name === undefined ? '' : ` (${name})`}`;
}

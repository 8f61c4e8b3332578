/**
 * Words for people: names of agents and origins, keys, values, times. Whatever comes from a file or an agent passes
 * through `plain` or `code`, since notifications and markdown turn `[text](command:…)` into something to click.
 * Must not import vscode.
 */
import type { Origin } from '../../common/event.ts';
import { compareSeverity, riskClasses, risksOf } from '../../common/finding.ts';
import type { Finding, Severity } from '../../common/finding.ts';
import type { KeyChange, QuarantineItem } from '../../common/quarantine.ts';

const agentNames: Readonly<Record<string, string>> = {
  vscode: 'Copilot',
  'claude-code': 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
  qwen: 'Qwen Code',
  'copilot-cli': 'Copilot CLI',
  droid: 'Droid',
  opencode: 'OpenCode',
  cline: 'Cline',
  cursor: 'Cursor',
  windsurf: 'Windsurf',
  kiro: 'Kiro',
  amp: 'Amp',
  'unknown-extension': 'an unknown extension',
};

const originNames: Readonly<Record<Origin, string>> = {
  agent: 'an agent',
  extension: 'an extension',
  external: 'another program',
  vcs: 'git',
  user: 'someone in the editor',
};

/** Names who is behind something: the agent when known, else the kind of origin. */
export function who(origin: Origin, agent: string): string {
  if (agent === '') return originNames[origin];
  // Names of agents hold no dot; the id of an extension always does.
  if (agent.includes('.')) return `the extension ${plain(agent, 60)}`;
  return agentNames[agent] ?? plain(agent, 40);
}

/** Flattens a foreign text to one line without anything that a notification would render or make clickable. */
export function plain(text: string, limit = 120): string {
  const flat = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('[', '⁅')
    .replaceAll(']', '⁆')
    .replaceAll('$(', '$ (')
    .trim();
  return shorten(flat, limit);
}

/** Cuts a text in its middle, where paths and values say least. */
export function shorten(text: string, limit: number): string {
  const units = Array.from(text);
  if (units.length <= limit) return text;
  const head = Math.ceil((limit - 1) / 2);
  return `${units.slice(0, head).join('')}…${units.slice(units.length - (limit - 1 - head)).join('')}`;
}

/** Escapes a foreign text for markdown, so that nothing in it is a link, an image or markup. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!|<>~$&:@]/g, '\\$&');

/** Escapes a foreign text for markdown, but sets what stands between pairs of backticks as code. */
export function prose(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts.map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : code(part))).join('');
}

/** Wraps a foreign text as inline code whose fence it cannot close. */
export function code(text: string, limit = 200): string {
  const flat = shorten(text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim(), limit);
  const fence = '`'.repeat(longestRun(flat) + 1);
  const pad = flat === '' || flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);

/** Names a key as people write it: segments joined by dots, array indexes in brackets. */
export const keyName = (keyPath: readonly (string | number)[]): string =>
  keyPath
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');

/** Shows a key's value before and after. */
export const keyChange = (key: KeyChange, limit = 40): string =>
  `${key.before === undefined ? 'not set' : shorten(key.before, limit)} → ${
    key.after === undefined ? 'removed' : shorten(key.after, limit)
  }`;

/** Names a file by its path inside its root, with forward slashes. */
export function fileName(path: string, root = ''): string {
  const normal = path.replaceAll('\\', '/');
  const base = root.replaceAll('\\', '/').replace(/\/$/, '');
  return base !== '' && normal.startsWith(`${base}/`) ? normal.slice(base.length + 1) : normal;
}

/** Returns the last component of a path. */
export const baseName = (path: string): string => path.replaceAll('\\', '/').split('/').at(-1) ?? path;

/** Names a file by its last component, with the folder where that tells files of one name apart: `.vscode/mcp.json`. */
export function nearName(path: string): string {
  const [name = '', folder = ''] = path.replaceAll('\\', '/').split('/').reverse();
  return folder.startsWith('.') && folder.length > 1 ? `${folder}/${name}` : name;
}

/** Says a moment as people read it, in universal time. */
export const moment = (ts: number): string =>
  new Date(ts)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/u, ' UTC');

/** Says how long ago something was; a moment in the future, after a clock jump, counts as now. */
export function ago(ts: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - ts) / 1000));
  if (seconds < 45) return 'now';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.round(hours / 24);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** Says how long something still holds, rounded up, so that it never reads as over while it is not. */
export function left(expires: number, now: number): string {
  const minutes = Math.max(1, Math.ceil((expires - now) / 60_000));
  if (minutes < 90) return `${minutes} min left`;
  const hours = Math.ceil(minutes / 60);
  return hours < 36 ? `${hours} h left` : `${Math.ceil(hours / 24)} days left`;
}

/** Begins a text with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Counts things: `1 key`, `2 keys`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** Returns the strongest severity among findings; 'medium' when there is none, since something was held. */
export const strongest = (findings: readonly Finding[]): Severity =>
  findings.reduce<Severity | undefined>(
    (top, finding) =>
      top === undefined || compareSeverity(finding.severity, top) > 0 ? finding.severity : top,
    undefined,
  ) ?? 'medium';

/** Says in one clause what an item's change would do, by its strongest finding's first risk class. */
export function harm(item: QuarantineItem): string | undefined {
  const ranked = [...item.findings].sort((a, b) => compareSeverity(b.severity, a.severity));
  const risk = ranked.flatMap(risksOf).at(0);
  return risk === undefined ? undefined : riskClasses[risk];
}

/** Lists the keys of an item that were taken back. */
export const heldKeys = (item: QuarantineItem): readonly KeyChange[] => item.keys.filter(key => key.restored);

/** Says what the attempt did to the file as a whole. */
export function attempt(item: QuarantineItem): 'created' | 'deleted' | 'changed' {
  if (item.attemptedAbsent) return 'deleted';
  return item.restoredAbsent ? 'created' : 'changed';
}

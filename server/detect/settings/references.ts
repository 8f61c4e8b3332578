/** Which scripts of the workspace a configuration runs: what changes them changes what was approved. Pure. */
import { compareSeverity, type RiskClass } from '../../../common/finding.ts';
import { hitsAtRest } from './assess.ts';
import { textsIn } from './conditions/subject.ts';
import { configKind, type ConfigFile } from './kinds.ts';
import type { Hit } from './report.ts';

/** Names the configurations at a root that run scripts by themselves; which of them exist is for the disk to say. */
export const runningConfigurations: readonly string[] = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.codex/config.toml',
  '.codex/hooks.json',
  '.cursor/hooks.json',
  '.cursor/mcp.json',
  '.devcontainer/devcontainer.json',
  '.gemini/settings.json',
  '.mcp.json',
  '.qwen/settings.json',
  '.vscode/mcp.json',
  '.vscode/settings.json',
  '.vscode/tasks.json',
];

const running: readonly RiskClass[] = ['EXEC-AUTO', 'EXEC-PATH', 'HOOK', 'MCP', 'VCS', 'AUTO'];

/** What somebody has to start by hand is no matter of approval. */
const runsByItself = ({ match, outcome }: Hit): boolean =>
  running.includes(match.probe.rule.risk) && compareSeverity(outcome.severity, 'medium') >= 0;

const maxCached = 64;
const cached = new Map<string, { readonly text: string; readonly scripts: ReadonlySet<string> }>();

/** Returns the scripts, from the root and in lower case, that a configuration runs; remembers the last answers. */
export function scriptsRunBy(file: ConfigFile, text: string): ReadonlySet<string> {
  const known = cached.get(file.path);
  if (known?.text === text) return known.scripts;
  const scripts = new Set(
    hitsAtRest(file, text)
      .filter(runsByItself)
      .flatMap(({ match }) => textsIn(match.unit))
      .flatMap(scriptsIn),
  );
  if (cached.size >= maxCached) cached.clear();
  cached.set(file.path, { text, scripts });
  return scripts;
}

const variable =
  /^(?:\$\{(?:workspaceFolder|workspaceRoot|containerWorkspaceFolder|CLAUDE_PROJECT_DIR|GEMINI_PROJECT_DIR|CURSOR_PROJECT_DIR|PWD)\}|\$(?:CLAUDE_PROJECT_DIR|GEMINI_PROJECT_DIR|CURSOR_PROJECT_DIR|PWD)\b)[\\/]/;
const script =
  /^[\w@.-]+(?:\/[\w@.-]+)*\.(?:sh|bash|zsh|fish|py|[cm]?[jt]sx?|rb|pl|php|lua|ps1|cmd|bat)$|^(?:[\w@.-]+\/)+[\w@-]+$/i;

/** Quotes may stand within a path, around a variable. */
const scriptsIn = (text: string): readonly string[] =>
  text
    .slice(0, 8_192)
    .replaceAll(/["']/gu, '')
    .split(/[\s;|&=()]+/u)
    .flatMap(part => {
      const path = part.replace(variable, '').replaceAll('\\', '/').replace(/^\.\//u, '');
      return script.test(path) && !path.split('/').includes('..') ? [path.toLowerCase()] : [];
    });

/** Tells whether a file may be a script that a configuration runs; configurations are judged by themselves. */
export const maybeScript = (file: ConfigFile): boolean =>
  file.relative !== undefined &&
  script.test(file.relative.replaceAll('\\', '/')) &&
  (configKind(file) === undefined || /git-hook|setup-script|tool-code/.test(configKind(file) ?? ''));

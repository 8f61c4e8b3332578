/** `ringfence profile check`: compares settings files with a level, where no editor can say what is in effect. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { PostureLine, PostureReport, SeenSetting, SeenSettings } from '../../../common/posture.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { settingOf } from '../../posture/catalogue.ts';
import { keysOf, postureReport } from '../../posture/report.ts';
import { lineOfSetting, settingsIn } from '../../posture/settingsFile.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { levelOption, teamOption, userSettingsFile } from './shared.ts';

/** Compares files. */
export const checkVerb: Command = {
  name: 'check',
  usage:
    'ringfence profile check --level observe|balanced|locked [--team FILE] [--user-settings FILE] [--workspace DIR] [--format text|json]',
  summary:
    'Compare settings files with a level. What is in effect only the editor knows: see its Posture view.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      level: { type: 'string' },
      team: { type: 'string' },
      'user-settings': { type: 'string' },
      workspace: { type: 'string' },
      format: { type: 'string' },
    });
    const [extra] = positionals;
    if (extra !== undefined) throw new UsageError(`"${extra}" is not understood.`);
    const format = choice('format', values.format, ['text', 'json']);
    const level = levelOption(values.level);
    const team = await teamOption(values.team, context);
    const root = path.resolve(context.cwd, values.workspace ?? '.');
    // A slip in a name must not look like settings in which all is well.
    if (!existsSync(root)) throw new UsageError(`The folder ${root} is not there.`);
    const files: Files = {
      user: await userFile(values['user-settings'], context),
      workspace: path.join(root, '.vscode', 'settings.json'),
    };
    const report = postureReport(
      await seenIn(files, keysOf(team)),
      { profile: level, team, trusted: true },
      {
        fileOf: ({ layer }) => (layer === 'user' ? files.user : files.workspace),
        waiting: () => [],
      },
    );
    await context.out(format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : await told(report));
    return report.lines.some(({ state }) => state === 'drifted') ? exitCodes.findings : exitCodes.clean;
  },
};

interface Files {
  readonly user: string;
  readonly workspace: string;
}

/** Where the user has no editor, only the workspace can be looked at. */
const userFile = async (named: string | undefined, context: CommandContext): Promise<string> =>
  named === undefined
    ? userSettingsFile(undefined, context).catch(() => path.join(context.cwd, 'no user settings'))
    : existing(path.resolve(context.cwd, named));

function existing(file: string): string {
  if (existsSync(file)) return file;
  throw new UsageError(`${file} is not there.`);
}

async function seenIn(files: Files, keys: readonly string[]): Promise<SeenSettings> {
  const [user, workspace] = await Promise.all([settingsOf(files.user), settingsOf(files.workspace)]);
  return {
    settings: keys.map((key): SeenSetting => {
      const { default: shipped, scope } = settingOf(key);
      const byDefault = typeof shipped === 'string' && shipped.includes(' ') ? {} : (shipped ?? null);
      const values = [byDefault, user[key], ...(scope === 'workspace' ? [workspace[key]] : [])];
      return {
        key,
        default: byDefault,
        set: [
          ...(user[key] === undefined ? [] : [{ layer: 'user' as const, value: user[key] }]),
          ...(workspace[key] === undefined || scope === 'user'
            ? []
            : [{ layer: 'workspace' as const, value: workspace[key] }]),
        ],
        effective: [{ value: values.reduce(overlaid) }],
      };
    }),
  };
}

/** Objects of several layers are merged entry by entry, as VS Code does. */
function overlaid(lower: unknown, upper: unknown): unknown {
  if (upper === undefined) return lower;
  return isObject(lower) && isObject(upper) ? { ...lower, ...upper } : upper;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function settingsOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readPlainText(file).catch((error: unknown) => {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return '';
    throw new UsageError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  });
  const settings = settingsIn(file, text);
  if (settings === undefined) throw new UsageError(`${file} is not valid JSON with comments.`);
  return settings;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

async function told({ level, lines }: PostureReport): Promise<string> {
  const of = (state: PostureLine['state']): readonly PostureLine[] =>
    lines.filter(line => line.state === state);
  const drifted = await Promise.all(of('drifted').map(describe));
  const unset = of('unset').map(
    ({ key, effective, expected }) =>
      `  ${key}: ${JSON.stringify(effective)}, expected ${JSON.stringify(expected)}`,
  );
  const open = lines.filter(({ policy }) => policy === undefined).map(({ key }) => `  ${key}`);
  return [
    `Level ${level}: ${of('holds').length} of ${lines.length} settings hold in these files.`,
    ...section('Looser than the level', drifted),
    ...section('Not set, and the default of VS Code is looser', unset),
    ...section('No layer can lock', open),
    'These are files only. What is in effect, policies included, the Posture view of the editor tells.',
    '',
  ].join('\n');
}

async function describe({ key, severity, why, loosened }: PostureLine): Promise<string> {
  const places = await Promise.all(
    loosened.map(async ({ file, entries }) => {
      const line = lineOfSetting(file, await readPlainText(file).catch(() => ''), key);
      return `${file}:${line}${entries.length === 0 ? '' : ` (${entries.join(', ')})`}`;
    }),
  );
  return `  ${severity} ${key}: ${why}\n    ${places.join('\n    ')}`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines];

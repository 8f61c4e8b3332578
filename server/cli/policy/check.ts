/** `ringfence policy check`: says everything that is wrong with a folder of policy, with file, line and remedy. */
import { didYouMean, nearest } from '../../../common/nearest.ts';
import { holdsAt, isDay } from '../../../common/profile.ts';
import { describeProblem, type Problem } from '../../../common/result.ts';
import { allRules } from '../../detect/detectors.ts';
import { faultOf } from '../../export/targets.ts';
import type { Layer } from '../../layers/layer.ts';
import { systemClock } from '../../ports/clock.ts';
import { knownSettings } from '../../posture/catalogue.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { readCases, type PolicyCase } from './cases.ts';
import { openBook, openFolder, scene, type PolicyFolder } from './folder.ts';

/** Checks a folder; exit 1 when something is wrong, 0 with notes alone. */
export const checkVerb: Command = {
  name: 'check',
  usage: 'ringfence policy check [FOLDER] [--layer floor|user|workspace] [--format text|json]',
  summary:
    'Say what is wrong with the policies, profile and tests of FOLDER (.ringfence), with line and remedy.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      layer: { type: 'string' },
      format: { type: 'string' },
    });
    if (positionals.length > 1) throw new UsageError('One folder is checked at a time.');
    const format = choice('format', values.format, ['text', 'json']);
    const checked = await checkFolder(openFolder(positionals[0], values.layer, context), context);
    const { folder, layer, counts, problems } = checked;
    const notes = [...checked.notes, ...(values.layer === undefined ? hintOf(checked) : [])];
    if (format === 'json')
      await context.out(
        `${JSON.stringify({ version: 1, folder, layer: layer.layer, ...counts, problems, notes }, null, 2)}\n`,
      );
    else {
      const lines = [
        ...problems.map(describeProblem),
        ...notes.map(note => `note: ${describeProblem(note)}`),
      ];
      const sum = `${folder} as ${titles[layer.layer]}: ${counts.policies} policies, ${counts.tests} tests, ${problems.length} problems.`;
      await context.out(`${[...lines, sum].join('\n')}\n`);
    }
    return problems.length > 0 ? exitCodes.findings : exitCodes.clean;
  },
};

/** Who writes a floor checks the same folder, which nothing marks as one before it is signed. */
const hintOf = ({ folder, layer, problems }: Checked): readonly Problem[] =>
  layer.layer !== 'floor' &&
  problems.some(({ message }) => message.includes('only the signed team floor may'))
    ? [
        {
          source: folder,
          message: `was checked as ${titles[layer.layer]}.`,
          remedy: 'To check it as a floor that you are going to sign, add --layer floor.',
        },
      ]
    : [];

/** Is what came of a check; notes are no faults. */
export interface Checked extends PolicyFolder {
  readonly counts: { readonly policies: number; readonly tests: number };
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
}

/** Returns everything that is wrong with a folder, and what its owner should know. */
export async function checkFolder(
  { folder, layer }: PolicyFolder,
  context: CommandContext,
): Promise<Checked> {
  const book = await openBook(context);
  const { builtIn } = book;
  const loaded = book.load(layer.policies === undefined ? [] : [layer.policies], builtIn.policies);
  const tests = readCases(folder, scene(context).cwd);
  const ids = [...builtIn.policies, ...loaded.set.policies].map(({ id }) => id);
  const now = systemClock.now();
  return {
    folder,
    layer,
    counts: { policies: loaded.set.policies.length, tests: tests.cases.length },
    problems: [
      ...layer.problems,
      ...loaded.problems,
      ...unknownRules(layer),
      ...expired(layer, now),
      ...wrongTargets(layer),
      ...tests.problems,
      ...unknownPolicies(tests.cases, ids),
    ],
    notes: [...expiringSoon(layer, now), ...misspeltSettings(layer), ...tests.notes],
  };
}

const titles = { floor: 'a floor', user: 'the user’s layer', workspace: 'a workspace’s layer' } as const;

/** Rules on code have a dot in their name and may be a team's own; all others are ours. */
function unknownRules({ profile, profileName: source, lineOf }: Layer): readonly Problem[] {
  const known = new Set(allRules().map(({ id }) => id));
  const named = [
    ...Object.keys(profile.rules ?? {}).map(id => ({ id, line: lineOf(['rules', id]) })),
    ...(profile.waivers ?? []).map(({ rule: id }, at) => ({ id, line: lineOf(['waivers', at, 'rule']) })),
  ];
  return named
    .filter(({ id }) => id.includes('/') && !id.includes('.') && !known.has(id))
    .map(({ id, line }) => ({
      source,
      line,
      message: `names a rule "${id}" that does not exist.`,
      remedy: didYouMean(id, known).trim() || 'docs/rules lists the rules.',
    }));
}

function expired({ profile, profileName: source, lineOf }: Layer, now: number): readonly Problem[] {
  return (profile.waivers ?? []).flatMap((waiver, at) =>
    holdsAt(waiver, now) || !isDay(waiver.expires)
      ? []
      : [
          {
            source,
            line: lineOf(['waivers', at]),
            message: `has a waiver of ${waiver.rule} that expired on ${waiver.expires}.`,
            remedy: 'Remove it, or decide anew and set another day.',
          },
        ],
  );
}

/** Machines would only tell of it when they send. */
function wrongTargets({ profile, profileName: source, lineOf }: Layer): readonly Problem[] {
  return (profile.ledger?.export ?? []).flatMap((entry, at) => {
    const fault = faultOf(entry);
    const line = lineOf(['ledger', 'export', at]);
    const message = `has a place in ledger.export that the ledger cannot be sent to: ${fault ?? ''}.`;
    return fault === undefined ? [] : [{ source, line, message, remedy: 'Correct it, or remove it.' }];
  });
}

const soonMs = 14 * 86_400_000;

function expiringSoon({ profile, profileName: source, lineOf }: Layer, now: number): readonly Problem[] {
  return (profile.waivers ?? []).flatMap((waiver, at) =>
    holdsAt(waiver, now) && !holdsAt(waiver, now + soonMs)
      ? [
          {
            source,
            line: lineOf(['waivers', at]),
            message: `has a waiver of ${waiver.rule} that ends on ${waiver.expires}.`,
            remedy: 'Mend what it excuses by then.',
          },
        ]
      : [],
  );
}

/** Settings of other extensions are nobody's business here; one that is nearly a known one is a slip. */
function misspeltSettings({ profile, profileName: source, lineOf }: Layer): readonly Problem[] {
  const known = knownSettings.map(({ key }) => key);
  return Object.keys(profile.settings ?? {})
    .filter(key => !known.includes(key) && nearest(key, known) !== undefined)
    .map(key => ({
      source,
      line: lineOf(['settings', key]),
      message: `expects a setting "${key}" that is not among those Ringfence knows.`,
      remedy: didYouMean(key, known).trim(),
    }));
}

function unknownPolicies(cases: readonly PolicyCase[], ids: readonly string[]): readonly Problem[] {
  return cases.flatMap(({ policies = [], file, line }) =>
    policies
      .filter(id => !ids.includes(id) && id !== 'floor/not-permitted')
      .map(id => ({
        source: file,
        line,
        message: `expects a policy "${id}" that does not exist.`,
        remedy: didYouMean(id, ids).trim() || '"ringfence policy explain" names policies as they fire.',
      })),
  );
}

/** `ringfence policy diff`: what one state of the rules says that another does not, and which verdicts change. */
import type { GuardEvent } from '../../../common/event.ts';
import type { TeamProfile } from '../../../common/profile.ts';
import { describeProblem, type Problem } from '../../../common/result.ts';
import type { VerdictKind } from '../../../common/verdict.ts';
import type { Policy } from '../../policy/policy.ts';
import { exitCodes, UsageError, type Command, type CommandContext } from '../command.ts';
import { choice, readOptions } from '../options.ts';
import { drillEvents } from './drillEvents.ts';
import { judgeUnder, openBook, scene } from './folder.ts';
import { openSide, type Side } from './sides.ts';
import { effectiveTexts } from './texts.ts';

/** Is one principle that differs. */
interface PrincipleChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly id: string;
  readonly before?: Principle;
  readonly after?: Principle;
}

type Principle = Pick<Policy, 'effect' | 'principle' | 'text' | 'kind'>;

interface ProfileChange {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

interface VerdictChange {
  readonly name: string;
  readonly before: VerdictKind;
  readonly after: VerdictKind;
}

/** Compares two states; exit 1 when they differ in what they demand. */
export const diffVerb: Command = {
  name: 'diff',
  usage: 'ringfence policy diff BEFORE AFTER [--format text|json]',
  summary:
    'Compare two states: a folder, built-in, or a git revision (of .ringfence), such as HEAD~1 or v2:team/floor.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, { format: { type: 'string' } });
    const [before, after, ...more] = positionals;
    if (before === undefined || after === undefined || more.length > 0)
      throw new UsageError('Name two states.');
    const format = choice('format', values.format, ['text', 'json']);
    const sides = [openSide(before, context), openSide(after, context)] as const;
    const book = await openBook(context);
    const loaded = sides.map(({ layer: { policies } }) =>
      book.load(policies === undefined ? [] : [policies], book.builtIn.policies),
    );
    const [old, next] = loaded.map(({ set }) => set.policies);
    const problems = [...sides.flatMap(problemsOf), ...loaded.flatMap(each => each.problems)];
    const result = {
      version: 1,
      principles: principleChanges(old ?? [], next ?? []),
      profile: profileChanges(sides[0].layer.profile, sides[1].layer.profile),
      verdicts: await verdictChanges(sides, context),
      problems: [...new Map(problems.map(each => [describeProblem(each), each])).values()],
    };
    await context.out(format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : textOf(result));
    // What cannot be read may well differ.
    const isSame = Object.values(result).every(each => !Array.isArray(each) || each.length === 0);
    return isSame ? exitCodes.clean : exitCodes.findings;
  },
};

const problemsOf = ({ layer, unread }: Side): readonly Problem[] => [...layer.problems, ...unread];

function principleChanges(before: readonly Policy[], after: readonly Policy[]): readonly PrincipleChange[] {
  const old = new Map(before.map(policy => [policy.id, policy]));
  const next = new Map(after.map(policy => [policy.id, policy]));
  return [
    ...after.flatMap((policy): PrincipleChange[] => {
      const was = old.get(policy.id);
      if (was === undefined) return [{ change: 'added', id: policy.id, after: principleOf(policy) }];
      if (meaning(was) === meaning(policy)) return [];
      return [{ change: 'changed', id: policy.id, before: principleOf(was), after: principleOf(policy) }];
    }),
    ...before.flatMap((policy): PrincipleChange[] =>
      next.has(policy.id) ? [] : [{ change: 'removed', id: policy.id, before: principleOf(policy) }],
    ),
  ];
}

const principleOf = ({ effect, principle, text, kind }: Policy): Principle => ({
  effect,
  principle,
  text,
  kind,
});

/** Spaces and line breaks between words mean nothing; those in texts do. */
const meaning = ({ text }: Policy): string =>
  text.replace(/\/\/[^\n]*|("(?:[^"\\]|\\.)*")|\s+/gu, (_, quoted: string | undefined) => quoted ?? ' ');

function profileChanges(before: TeamProfile, after: TeamProfile): readonly ProfileChange[] {
  const [old, next] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap(key => {
    const [was, is] = [old.get(key), next.get(key)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [
      { key, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

/** Records by name one by one; everything else as a whole. */
function leaves(profile: TeamProfile): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(profile).flatMap(([key, value]): (readonly [string, unknown])[] =>
      ['settings', 'mcpServers', 'rules', 'ledger'].includes(key)
        ? Object.entries(value as object).map(([name, inner]) => [`${key}.${name}`, inner])
        : [[key, value]],
    ),
  );
}

async function verdictChanges(
  sides: readonly [Side, Side],
  context: CommandContext,
): Promise<readonly VerdictChange[]> {
  const events = new Map<string, GuardEvent>(
    [...drillEvents(scene(context)), ...sides.flatMap(({ cases }) => cases)].map(({ name, event }) => [
      name,
      event,
    ]),
  );
  const verdicts: VerdictKind[][] = [];
  for (const { layer } of sides) {
    const core = await judgeUnder(effectiveTexts(layer), context);
    const side: VerdictKind[] = [];
    for (const event of events.values()) side.push((await core.pipeline.judge(event)).verdict);
    verdicts.push(side);
  }
  return [...events.keys()].flatMap((name, at) => {
    const [before, after] = verdicts.map(side => side[at]);
    return before === undefined || after === undefined || before === after ? [] : [{ name, before, after }];
  });
}

interface Difference {
  readonly principles: readonly PrincipleChange[];
  readonly profile: readonly ProfileChange[];
  readonly verdicts: readonly VerdictChange[];
  readonly problems: readonly Parameters<typeof describeProblem>[0][];
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

function textOf({ principles, profile, verdicts, problems }: Difference): string {
  const lines = [
    ...section(
      'Principles',
      principles.flatMap(({ change, id, before, after }) => [
        `${signs[change]} ${id} (${[before?.effect, after?.effect].filter((each, at, all) => each !== undefined && all.indexOf(each) === at).join(' → ')}): ${(after ?? before)?.principle ?? ''}`,
        ...(change === 'changed' && before !== undefined && after !== undefined
          ? [...indented('- ', before.text), ...indented('+ ', after.text)]
          : []),
      ]),
    ),
    ...section(
      'Profile',
      profile.map(({ key, before, after }) => `~ ${key}: ${shown(before)} → ${shown(after)}`),
    ),
    ...section(
      'Verdicts',
      verdicts.map(({ name, before, after }) => `${name}: ${before} → ${after}`),
    ),
    ...section('Problems', problems.map(describeProblem)),
  ];
  return lines.length === 0 ? 'Nothing differs.\n' : `${lines.join('\n')}\n`;
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const indented = (sign: string, text: string): readonly string[] =>
  text.split('\n').map(line => `    ${sign}${line}`);

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map(line => `  ${line}`)];

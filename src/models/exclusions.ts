/** What could be written so that agents do not read secrets, as `ringfence exclude` tells it. Must not import vscode. */
import { plain } from './wording.ts';

/** Is one agent with the file by which it can be told. */
export interface AgentOffer {
  readonly name: string;
  readonly title: string;
  readonly present: boolean;
  readonly file: string;
  readonly evidence: string;
  readonly source: string;
  readonly gap: string;
  /** Is '' where nothing would change. */
  readonly diff: string;
  readonly problem?: string;
}

/** Is all that can be offered. */
export interface Offers {
  readonly agents: readonly AgentOffer[];
  readonly others: readonly { readonly title: string; readonly why: string }[];
  readonly readonlyPlaces: readonly string[];
}

/** Is a value of `files.readonlyInclude`. */
export type ReadonlyInclude = Readonly<Record<string, boolean>>;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads what the command line printed; throws when that is no offer. */
export function parseOffers(text: string): Offers {
  const { agents, others, readonlyPlaces } = fieldsOf(JSON.parse(text));
  if (!Array.isArray(agents)) throw new Error('The command line did not say what can be written.');
  return {
    agents: agents.map(fieldsOf).map(agent => ({
      name: textOf(agent['name']),
      title: textOf(agent['title']),
      present: agent['present'] === true,
      file: textOf(agent['file']),
      evidence: textOf(agent['evidence']),
      source: textOf(agent['source']),
      gap: textOf(agent['gap']),
      diff: textOf(agent['diff']),
      ...(typeof agent['problem'] === 'string' ? { problem: agent['problem'] } : {}),
    })),
    others: listOf(others)
      .map(fieldsOf)
      .map(({ title, why }) => ({ title: textOf(title), why: textOf(why) })),
    readonlyPlaces: listOf(readonlyPlaces).map(textOf),
  };
}

/** Reads a value of `files.readonlyInclude`. */
export const readonlyIncludeOf = (value: unknown): ReadonlyInclude =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([place, on]) => (typeof on === 'boolean' ? [[place, on]] : [])),
  );

/** Lists the places that are to be added: what the user has decided about a place stays decided. */
export const placesToAdd = (present: ReadonlyInclude, places: readonly string[]): readonly string[] =>
  places.filter(place => !(place in present));

/** Returns the value without places of ours that nobody has changed since; undefined where nothing is left. */
export function withoutPlaces(
  present: ReadonlyInclude,
  ours: readonly string[],
): ReadonlyInclude | undefined {
  const left = Object.entries(present).filter(([place, on]) => !(on && ours.includes(place)));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Is what a person chose to have written, or taken out. */
export interface Choice {
  readonly undo: boolean;
  readonly places: readonly string[];
  readonly agents: readonly AgentOffer[];
}

/** Tells all that a choice writes. */
export function choiceText({ undo, places, agents }: Choice): string {
  const sign = undo ? '-' : '+';
  return [
    undo
      ? 'Exactly this is taken out; everything else stays as it is.'
      : 'Exactly this is written; “Undo Exclusion Files and Read-Only Places” takes it out again.',
    ...(agents.some(({ name }) => name === 'claude-code')
      ? ['Values that are not of Ringfence are shown as …']
      : []),
    '',
    ...(places.length === 0
      ? []
      : [
          '# VS Code: user setting files.readonlyInclude',
          '# These files open read-only; “File: Set Active Editor Writeable in Session” lifts it for one.',
          ...places.map(place => `${sign}  ${JSON.stringify(place)}: true`),
          '',
        ]),
    ...agents.map(({ diff }) => diff),
  ].join('\n');
}

/** Is a line of the list that a person picks from. */
export interface OfferLine {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly picked: boolean;
}

/** Describes an agent's file in the list. */
export const offerLine = ({ title, present, evidence, gap, file }: AgentOffer): OfferLine => ({
  label: plain(title, 60),
  description: `${plain(file.replaceAll('\\', '/').split('/').slice(-2).join('/'), 60)}${present ? '' : ' · not found here'}`,
  detail: `${evidence === 'measured' ? 'Seen to work with the real agent' : 'Not verified with the real agent'}. ${plain(gap, 160)}`,
  picked: present,
});

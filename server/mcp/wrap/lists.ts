/** Vets what a server offers: its instructions, and its lists of tools, prompts and resources, entry by entry. */
import { fieldsOf, type McpItem, type McpVerdict } from '../question.ts';
import { shown, type Session } from './session.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Some readers ignore case in names of fields. */
const listNames = new Set(['tools', 'prompts', 'resources', 'resourcetemplates']);

/** Returns an answer to `initialize` without instructions that are refused. */
export async function vetInstructions(session: Session, result: Fields): Promise<Fields> {
  const { instructions, ...rest } = result;
  if (typeof instructions !== 'string' || instructions === '') return result;
  const [verdict] = await session.ask(session.client(), [toolsItem({ tools: [{ instructions }] })]);
  if (verdict?.verdict === 'pass') return result;
  session.say(`left the server's instructions out: ${why(verdict)}`);
  return rest;
}

/** Returns a result whose lists hold only what may be offered: itself where that is everything. */
export async function vetLists(session: Session, result: Fields): Promise<Fields> {
  let vetted = result;
  for (const [name, list] of Object.entries(result)) {
    if (!listNames.has(name.toLowerCase()) || !Array.isArray(list)) continue;
    const isTools = name.toLowerCase() === 'tools';
    const isLast = typeof result['nextCursor'] !== 'string' || result['nextCursor'] === '';
    const kept = await vetEntries(session, { entries: list, isTools, isLast, noun: nounOf(name) });
    if (kept.length < list.length) vetted = { ...vetted, [name]: kept };
  }
  return vetted;
}

const nounOf = (name: string): string =>
  name.toLowerCase() === 'resourcetemplates' ? 'resource template' : name.toLowerCase().replace(/s$/u, '');

interface Listing {
  readonly entries: readonly unknown[];
  readonly isTools: boolean;
  /** Whether no further page follows. */
  readonly isLast: boolean;
  readonly noun: string;
}

async function vetEntries(session: Session, listing: Listing): Promise<readonly unknown[]> {
  const { entries, isTools, isLast, noun } = listing;
  const drift = new Map(
    isTools ? entries.flatMap(entry => present(entry, session.pins.drift(entry, session.client()))) : [],
  );
  const refused = await refusals(session, entries, drift);
  for (const [entry, verdict] of refused)
    session.say(
      `held back the ${noun} "${shown(nameOf(entry))}": ${why(verdict)}${drift.has(entry) ? ` ${session.pins.advice}` : ''}`,
    );
  const kept = entries.filter(entry => !refused.has(entry));
  if (isTools) {
    for (const entry of kept) session.withheld.delete(nameOf(entry));
    for (const entry of refused.keys()) session.withheld.add(nameOf(entry));
    const seen = session.pins.offered({ kept, drifted: [...drift.keys()], client: session.client(), isLast });
    if (seen > 0)
      session.say(
        `saw ${seen} ${seen === 1 ? 'tool' : 'tools'} for the first time and remembers them; changes will be held back`,
      );
  }
  return kept;
}

const present = (entry: unknown, before: string | undefined): (readonly [unknown, string])[] =>
  before === undefined ? [] : [[entry, before]];

/** The whole list is judged at once; only where that is not passed is each entry judged by itself. */
async function refusals(
  session: Session,
  entries: readonly unknown[],
  drift: ReadonlyMap<unknown, string>,
): Promise<ReadonlyMap<unknown, McpVerdict | undefined>> {
  const refused = new Map<unknown, McpVerdict | undefined>();
  if (entries.length === 0) return refused;
  const siblings = entries.map(nameOf);
  const others = session.pins.others();
  const [whole] = await session.ask(session.client(), [toolsItem({ tools: entries, others })]);
  const isClean = whole?.verdict === 'pass';
  const suspects = isClean ? entries.filter(entry => drift.has(entry)) : entries;
  if (suspects.length === 0) return refused;
  const items = suspects.map(entry =>
    toolsItem(
      { tools: [entry], siblings: siblings.filter(name => name !== nameOf(entry)), others },
      drift.get(entry),
    ),
  );
  const verdicts = await session.ask(session.client(), items);
  suspects.forEach((entry, at) => {
    if (verdicts[at]?.verdict !== 'pass') refused.set(entry, verdicts[at]);
  });
  // What is wrong with the list shows in none of its entries: then nobody knows which of them is meant.
  if (!isClean && refused.size === 0) for (const entry of entries) refused.set(entry, whole);
  return refused;
}

function toolsItem(content: unknown, before?: string): McpItem {
  return { kind: 'tools', content: JSON.stringify(content), ...(before === undefined ? {} : { before }) };
}

const nameOf = (entry: unknown): string => {
  const { name, uri, uriTemplate } = fieldsOf(entry) ?? {};
  return [name, uri, uriTemplate].find(value => typeof value === 'string') ?? '';
};

const why = (verdict: McpVerdict | undefined): string =>
  verdict === undefined
    ? 'nobody judged it.'
    : `${verdict.reason}${verdict.rules.length === 0 ? '' : ` (${verdict.rules.join(', ')})`}`;

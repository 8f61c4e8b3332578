/** Frameworks that the evidence report is arranged by, as rules/catalogue/controls.json names them. Pure. */
import controls from '../../rules/catalogue/controls.json' with { type: 'json' };
import names from '../../rules/catalogue/frameworks.json' with { type: 'json' };
import taxonomy from '../../rules/catalogue/taxonomy.json' with { type: 'json' };
import { isRiskClass, type RiskClass, type Tag } from '../../common/finding.ts';
import { isMechanism, type MechanismId } from './mechanisms.ts';

/** Is one control, and what gives evidence of it. */
export interface Control {
  readonly id: string;
  readonly name: string;
  /** Is what rules carry for it, as `SCHEME@EDITION:ID`; absent where the control names harms and mechanisms itself. */
  readonly tag?: string;
  readonly harms: readonly RiskClass[];
  readonly mechanisms: readonly MechanismId[];
}

/** Is a framework with its controls. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
  readonly controls: readonly Control[];
}

interface Written {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  readonly licence: string;
  readonly tags?: string;
  readonly controls?: readonly {
    readonly id: string;
    readonly name: string;
    readonly harms?: readonly string[];
    readonly mechanisms?: readonly string[];
  }[];
}

/** Returns the frameworks in the order of the report; throws when the catalogue names what there is not. */
export const frameworks = (): readonly Framework[] =>
  (controls.frameworks as readonly Written[]).map(written => {
    const { id, name, edition, source, licence } = written;
    return { id, name, edition, source, licence, controls: controlsOf(written) };
  });

function controlsOf({ tags, controls: listed = [] }: Written): readonly Control[] {
  if (tags !== undefined) {
    const scheme = new Map(Object.entries(names)).get(tags);
    if (scheme === undefined) throw new Error(`controls.json names ${tags}, which is no framework.`);
    return Object.entries(scheme).map(([id, name]) => ({
      id,
      name,
      tag: `${tags}:${id}`,
      harms: harmsTagged(`${tags}:${id}`),
      mechanisms: [],
    }));
  }
  return listed.map(({ id, name, harms = [], mechanisms = [] }) => ({
    id,
    name,
    harms: harms.map(harm => known(harm, isRiskClass)),
    mechanisms: mechanisms.map(each => known(each, isMechanism)),
  }));
}

function known<T extends string>(name: string, is: (name: string) => name is T): T {
  if (!is(name)) throw new Error(`controls.json names ${name}, which there is not.`);
  return name;
}

/** The catalogue gives each class of harm its entries in outside taxonomies. */
const harmsTagged = (tag: string): readonly RiskClass[] =>
  Object.entries(taxonomy).flatMap(([harm, tags]) => (tags.includes(tag) && isRiskClass(harm) ? [harm] : []));

/** Writes a tag as the catalogue does. */
export const tagName = ({ scheme, edition, id }: Tag): string => `${scheme}@${edition}:${id}`;

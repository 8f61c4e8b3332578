/** Reads the profile of a layer: what is wrong, or what the layer may not say, is left out and named with its line. */
import { isDay, type TeamProfile } from '../../common/profile.ts';
import type { Problem } from '../../common/result.ts';
import { profileShape } from './profileShape.ts';
import { shapedValue } from './shape.ts';
import { readJson } from './strictJson.ts';

/** Names a layer that holds a profile. */
export type ProfileLayer = 'floor' | 'user' | 'workspace';

/** Is a profile as far as it can be used, with everything that is wrong with its file. */
export interface ReadProfile {
  readonly profile: TeamProfile;
  readonly problems: readonly Problem[];
  /** Returns the line of a part, such as `['waivers', 0]`. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads the text of a profile; parts that are wrong, or that its layer may not say, are left out and named. */
export function parseProfile(text: string, source: string, layer: ProfileLayer): ReadProfile {
  const node = readJson(text, source);
  if (!node.ok) return { profile: {}, problems: node.problems, lineOf: () => 1 };
  const { value, problems, lineOf } = shapedValue(node.value, profileShape, source);
  const whole: TeamProfile = value ?? {};
  const { profile, refused } = allowedIn(layer, whole);
  const notAllowed = refused.map(({ path, message, remedy }) => ({
    source,
    line: lineOf(path),
    message,
    remedy,
  }));
  return {
    profile,
    problems: [...problems, ...impossibleDays(whole, source, lineOf), ...notAllowed],
    lineOf,
  };
}

/** The form lets 2027-02-31 through, which would silently mean 3 March. */
function impossibleDays(
  { waivers = [] }: TeamProfile,
  source: string,
  lineOf: ReadProfile['lineOf'],
): readonly Problem[] {
  return waivers.flatMap(({ expires }, at) =>
    isDay(expires)
      ? []
      : [
          {
            source,
            line: lineOf(['waivers', at, 'expires']),
            message: `has a waiver that expires on ${expires}, a day that does not exist; it does not hold.`,
            remedy: 'Write a day of the calendar.',
          },
        ],
  );
}

interface Refused {
  readonly path: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

type Refusals = Partial<Record<keyof TeamProfile, Omit<Refused, 'path'>>>;

const ofTheUser: Refusals = {
  waivers: {
    message: 'holds waivers, which only the signed team floor may.',
    remedy: 'Remove them, or ask who signs the floor.',
  },
};

const moveUp = 'Move it to your own profile.jsonc, or to the floor.';

/** Is what a layer may not say: only the floor loosens, and a workspace neither sends the ledger nor has things removed. */
const refusals: Readonly<Record<ProfileLayer, Refusals>> = {
  floor: {},
  user: ofTheUser,
  workspace: {
    ...ofTheUser,
    ledger: { message: 'says where the ledger goes, which a workspace may not.', remedy: moveUp },
    quarantineDays: {
      message: 'says how long held changes are kept, which a workspace may not.',
      remedy: moveUp,
    },
  },
};

/** Takes out what a layer may not say. */
function allowedIn(
  layer: ProfileLayer,
  profile: TeamProfile,
): { readonly profile: TeamProfile; readonly refused: readonly Refused[] } {
  if (layer === 'floor') return { profile, refused: [] };
  const refusedKeys = Object.entries(refusals[layer]).filter(([key]) => Object.hasOwn(profile, key));
  const rules = Object.entries(profile.rules ?? {});
  const raised = Object.fromEntries(rules.filter(([, override]) => override !== 'off'));
  const kept = Object.entries(profile).filter(([key]) => !Object.hasOwn(refusals[layer], key));
  return {
    profile: { ...Object.fromEntries(kept), ...(profile.rules === undefined ? {} : { rules: raised }) },
    refused: [
      ...refusedKeys.map(([key, why]) => ({ path: [key], ...why })),
      ...rules
        .filter(([, override]) => override === 'off')
        .map(([id]) => ({
          path: ['rules', id],
          message: `turns the rule "${id}" off, which only the signed team floor may.`,
          remedy: 'Remove the line, or name a severity to raise it to.',
        })),
    ],
  };
}

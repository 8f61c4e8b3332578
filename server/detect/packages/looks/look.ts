/** The shape of a look: one way in which a name resembles a popular one. */
import type { Ecosystem, PopularName, PopularNames } from '../popular.ts';

/** Is what a name resembles. */
export interface Resemblance {
  readonly target: string;
  readonly how: string;
  /** Whether hardly anybody would give another package this name. */
  readonly sure: boolean;
}

/** Compares a name that is not popular with the popular ones; nothing when they do not look alike in this way. */
export type Look = (name: string, names: PopularNames, ecosystem: Ecosystem) => Resemblance | undefined;

/** Makes the answer of a look. */
export const resembles = (
  popular: PopularName | undefined,
  how: string,
  sure = true,
): Resemblance | undefined => (popular === undefined ? undefined : { target: popular.name, how, sure });

/** Tells whether a name stands below a scope or an owner. */
export const isOwned = (name: string): boolean => name.includes('/') || name.startsWith('@');

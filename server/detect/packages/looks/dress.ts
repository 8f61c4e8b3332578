/** Looks for a popular name that is dressed up: with an ending, a word before or behind it, or another popular name. Pure. */
import { separators, type Ecosystem, type PopularName, type PopularNames } from '../popular.ts';
import { isOwned, resembles, type Look } from './look.ts';

/** Words that say no more than the name does, behind it and before it. */
const endings: Readonly<Record<'any' | 'npm' | 'pypi', RegExp>> = {
  any: /^(.{5,}?)(?:[-_.]?(?:official|original|latest|real|updated?|fixed|patched?|stable|binary|bin|new|pkg|package|v?[2-9])|[-_.](?:lib|dev|plus|pro|lite|simple|compat|beta|[a-z]|darwin|linux|win(?:32|dows)?))$/u,
  npm: /^(.{5,}?)(?:[-_.]?js|[-_.]node|[-_.]?npm|[-_.]javascript)$/u,
  pypi: /^(.{5,}?)(?:-python3?|-py3?|-pypi|-pip)$/u,
};
const beginnings: Readonly<Record<'any' | 'npm' | 'pypi', RegExp>> = {
  any: /^(?:official|real|original|new|the|my|lib|simple|better)[-_.](.{5,})$/u,
  npm: /^(?:node|npm|js)-(.{5,})$/u,
  pypi: /^(?:python3?|pip|pypi)-(.{5,})$/u,
};
/** Words that say something, so that they count only as a second one, or behind the most used names. */
const wordsBehind =
  /^(.{5,}?)[-_.]?(?:orm|sdk|api|client|core|utils?|helpers?|tools?|cli|wrapper|module|framework|toolkit|install(?:er)?|setup|updater?|security|secure|base|async|http)$/u;
/** A later version of a package is published under its own name. */
const version = /^(.{8,}?)[-_.]?v?[2-4]$/u;

const family = (ecosystem: Ecosystem): 'npm' | 'pypi' | 'any' =>
  ecosystem === 'npm' || ecosystem === 'pypi' ? ecosystem : 'any';

/** A popular name with words before or behind it that say no more than the name does. */
export const dressed: Look = (name, names, ecosystem) => {
  if (isOwned(name)) return undefined;
  const kind = family(ecosystem);
  const shapes = [endings[kind], endings.any, beginnings[kind], beginnings.any];
  const bare = peeled(name, shapes);
  const found =
    popularIn(bare, names, 2) ??
    // Nobody needs to say of a package of JavaScript that it is one.
    popularIn(peeled(name, [endings[kind]]), names, kind === 'npm' ? 3 : 2) ??
    popularIn(peeled(name, [wordsBehind]), names, 0) ??
    popularIn(peeled(name, [version]), names, 3) ??
    popularIn(
      bare.flatMap(each => peeled(each, [...shapes, wordsBehind])),
      names,
      3,
    );
  return resembles(found, 'a word that adds nothing', false);
};

const peeled = (name: string, shapes: readonly RegExp[]): readonly string[] =>
  shapes.flatMap(shape => shape.exec(name)?.[1] ?? []);

const popularIn = (all: readonly string[], names: PopularNames, last: number): PopularName | undefined =>
  all.map(each => topName(each, names, last)).find(each => each !== undefined);

/** The name of one of the most used packages without its number. */
export const unnumbered: Look = (name, names) => {
  const popular = ['2', '3', '4']
    .map(digit => names.byName.get(name + digit))
    .find(each => (each?.tier ?? 9) <= 2);
  return name.length < 5 || isOwned(name) ? undefined : resembles(popular, 'its number', false);
};

/** A name that a hasty reader, or a script without quotes, takes for an option of the package manager. */
export const optionLike: Look = (name, _names, ecosystem) =>
  ecosystem === 'npm' && /^--?[a-z][a-z-]{2,}$/u.test(name)
    ? { target: 'an option of the package manager', how: 'nothing that one sees', sure: true }
    : undefined;

/** Two of the most used names in one: neither's author made it. */
export const joined: Look = (name, names) => {
  // Where names have parts, one behind another is a family.
  if (isOwned(name) || name.length > 40 || !names.isLong) return undefined;
  for (let at = 5; at <= name.length - 5; at += 1) {
    const isBetweenWords = separators.test(name.charAt(at));
    const [one, two] = [name.slice(0, at), name.slice(isBetweenWords ? at + 1 : at)];
    // With a separator, one popular name behind another of middling rank is often an extension.
    const [first, second] = [topName(one, names, 1), topName(two, names, isBetweenWords ? 1 : 2)];
    if (first !== undefined && second !== undefined) return resembles(first, 'another name behind it', false);
  }
  return undefined;
};

function topName(name: string, names: PopularNames, last: number): PopularName | undefined {
  const popular = names.byName.get(name);
  return popular !== undefined && popular.tier <= last && name.length >= 5 && !isOwned(name)
    ? popular
    : undefined;
}

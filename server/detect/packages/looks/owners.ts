/** Looks at who stands before a name: a scope of npm, an owner on a host of source code. Pure. */
import { distance, slipOf } from '../distance.ts';
import { ownerOf, type Ecosystem, type PopularNames } from '../popular.ts';
import { isOwned, type Look, type Resemblance } from './look.ts';

/** A scope or owner that resembles a popular one, or a popular owner's name misspelt. */
export const otherOwner: Look = (name, names, ecosystem) => {
  if (!isOwned(name)) return undefined;
  const owner = ownerOf(name);
  const rest = name.slice(owner.length + 1);
  if (rest === '') return undefined;
  return names.scopes.has(owner) ? otherRest(name, owner, names, ecosystem) : likeOwner(owner, rest, names);
};

function likeOwner(owner: string, rest: string, names: PopularNames): Resemblance | undefined {
  const own = bareOwner(owner);
  const least = names.isLong ? 2 : 1;
  for (const [scope, count] of names.scopes) {
    const other = bareOwner(scope);
    if (other.length < 4 || hostOf(owner) !== hostOf(scope)) continue;
    const slip = distance(own, other, 1) === 1 ? slipOf(own, other) : undefined;
    const target = names.byName.get(`${scope}/${rest.replace(/\/v\d+$/u, '')}`);
    if (target !== undefined && (isSlip(slip, own, other) || isDressed(own, other)))
      return { target: target.name, how: 'the name of its owner', sure: true };
    if (count >= least && other.length >= 7 && isSurest(slip))
      return { target: `${scope}/${rest}`, how: 'the name of its owner', sure: false };
  }
  return undefined;
}

const surest: readonly string[] = ['swap', 'repeat', 'drop'];
const isSurest = (slip: string | undefined): boolean => slip !== undefined && surest.includes(slip);

/** Another letter makes another owner, save in a long name; another first letter always does. */
const isSlip = (slip: string | undefined, own: string, other: string): boolean =>
  isSurest(slip) || (slip !== undefined && other.length >= 8 && own.charAt(0) === other.charAt(0));

/** The name of an owner with a word more. */
const isDressed = (own: string, other: string): boolean =>
  own === other || ownWord.exec(own)?.slice(1).includes(other) === true;

const ownWord =
  /^(?:(?:go|the|real|official|get)[-_]?)?(.+?)(?:[-_]?(?:go|golang|dev|org|team|official|io|js|labs?|hq|inc))?$/u;

const hostOf = (owner: string): string => (owner.includes('/') ? owner.slice(0, owner.indexOf('/')) : '');
const bareOwner = (owner: string): string => owner.slice(owner.lastIndexOf('/') + 1).replace(/^@/u, '');

/** Below the owner that is meant, only a plain slip is one: other letters are the owner's other projects. */
function otherRest(
  name: string,
  owner: string,
  names: PopularNames,
  ecosystem: Ecosystem,
): Resemblance | undefined {
  if (ecosystem === 'npm' || ecosystem === 'packagist') return undefined;
  const [part = ''] = name.slice(owner.length + 1).split('/');
  const own = `${owner}/${part}`;
  for (const popular of names.byName.keys()) {
    if (!popular.startsWith(`${owner}/`) || popular.length < owner.length + 6) continue;
    if (distance(own, popular, 1) === 1 && isSurest(slipOf(own, popular)))
      return { target: popular, how: 'one letter', sure: true };
  }
  return undefined;
}

/**
 * The list that the read shield works with: which files of secrets are protected, as expressions over whole paths, so
 * that the extension host can tell in an instant which reads are to be judged. Pure.
 */
import type { ProtectedReads } from '../../../common/protocol.ts';
import type { FileRule } from './catalogue.ts';
import { fileRules } from './classify.ts';
import { globPattern, isLiteral } from './glob.ts';
import { exceptionsOf, globsOf } from './matcher.ts';

/** Extensions keep their own tokens there, and read them in the ordinary course of things. */
const leftToTheirOwners = 'editor-secrets';

/** Returns the list for somebody's home folders; `enforce` says whether reads are refused at all. */
export function shieldList(homes: readonly string[], enforce: boolean): ProtectedReads {
  const rules = fileRules().filter(isShielded);
  const anchors = anchorsOf(homes);
  const names: { rule: number; source: string }[] = [];
  const paths: { rule: number; source: string; segment?: string }[] = [];
  for (const [rule, each] of rules.entries()) {
    for (const glob of globsOf(each)) {
      const name = /^\*\*\/(?<name>[^/]+)$/u.exec(glob)?.groups?.['name'];
      const segment = glob.split('/').findLast(part => part !== '' && isLiteral(part));
      if (name !== undefined) names.push({ rule, source: globPattern(name).source });
      else
        paths.push({
          rule,
          source: anchored(each, glob, anchors),
          ...(segment === undefined ? {} : { segment }),
        });
    }
  }
  return {
    enforce,
    rules: rules.map(rule => ({
      id: rule.id,
      except: exceptionsOf(rule).map(glob => anchored(rule, glob, anchors)),
    })),
    names,
    paths,
  };
}

/** Only what is a secret by design: files that may hold one are read by VS Code’s own extensions all the time. */
const isShielded = ({ op, action, classes, id }: FileRule): boolean =>
  op === 'read' &&
  action === 'deny' &&
  classes.some(risk => risk === 'SECRET' || risk === 'SELF') &&
  id !== leftToTheirOwners;

interface Anchors {
  readonly home: string;
  readonly system: string;
}

function anchorsOf(homes: readonly string[]): Anchors {
  const own = homes.map(home =>
    home
      .replaceAll('\\', '/')
      .replace(/\/+$/u, '')
      .toLowerCase()
      .replace(/[\\^$.|?*+(){}[\]]/gu, '\\$&'),
  );
  const everybody = ['(?:[a-z]:)?/(?:home|users)/[^/]+', '/root', '/var/root'];
  return { home: `(?:${[...own, ...everybody].join('|')})/`, system: '(?:[a-z]:)?(?:/private)?' };
}

/** Globs of a workspace match at any depth of the disk, as they do for agents outside every root. */
function anchored({ base }: FileRule, glob: string, { home, system }: Anchors): string {
  const source = (of: string): string => globPattern(of).source.slice(1);
  if (base === 'workspace') return `^${source(glob.startsWith('**/') ? glob : `**/${glob}`)}`;
  return `^${base === 'home' ? home : system}${source(glob)}`;
}

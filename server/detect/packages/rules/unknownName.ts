/** Packages whose names are none of the popular ones: no more than a hint to look before installing. */
import { tags } from '../../rule.ts';
import type { TextRule } from '../../text/rule.ts';
import { judgeName } from '../lookAlike.ts';
import { packagesIn } from '../namesIn.ts';
import { popularNames } from '../popular.ts';

/** Tells of names that the shipped lists do not hold; a scope of a popular package is known. */
export const unknownName: TextRule = {
  id: 'packages/unknown-name',
  title: 'A package is none of the popular ones',
  why: 'Models invent names of packages, and attackers publish packages under invented names.',
  remedy: 'Look the package up in its registry before it is installed.',
  severity: 'info',
  confidence: 'low',
  risks: ['BUILD'],
  tags: tags('OWASP-ASI@2026:ASI04', 'OWASP-LLM@2025:LLM03', 'MITRE-ATLAS@5.6.0:AML.T0010.001'),
  surfaces: ['command', 'written content', 'instruction file'],
  find: source =>
    packagesIn(source).flatMap(({ name, ecosystem, start, end, by }) => {
      const names = popularNames(ecosystem);
      if (by === 'import' || !names.isLong || names.scopes.has(name.split('/')[0] ?? '')) return [];
      return judgeName(name, ecosystem).kind === 'unknown' ? [{ start, end }] : [];
    }),
};

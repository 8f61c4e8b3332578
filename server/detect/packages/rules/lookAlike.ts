/** Packages whose names look like a popular one's: mistyped, written with other letters, or dressed up. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { judgeName } from '../lookAlike.ts';
import type { NamedPackage } from '../names/named.ts';
import { packagesIn } from '../namesIn.ts';

/** Reports names in install commands, manifests and imports that resemble a popular name and are not popular themselves. */
export const lookAlike: TextRule = {
  id: 'packages/look-alike',
  title: 'A package has a name that looks like a popular one',
  why: 'Attackers publish packages under such names, and installing one runs its code.',
  remedy: 'Check the spelling in the documentation of the project, and install the package that you mean.',
  severity: 'high',
  confidence: 'high',
  risks: ['BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.001',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['command', 'written content', 'instruction file'],
  find: source => packagesIn(source).flatMap(spotOf),
};

/** Ways that leave no doubt even where a name may mean a module of the workspace. */
const surestWays: readonly string[] = ['one letter', 'letters of another script', 'digits for letters'];

function spotOf({ name, ecosystem, start, end, by }: NamedPackage): readonly Spot[] {
  const judged = judgeName(name, ecosystem);
  if (judged.kind !== 'look-alike') return [];
  const { target, how, sure } = judged;
  // An import may mean a module of the workspace, which is named as its author likes.
  if (by === 'import' && !(sure && surestWays.includes(how))) return [];
  return [
    {
      start,
      end,
      detail: `It differs from ${target} by ${how}.`,
      ...(by === 'import' ? { severity: 'medium' as const } : {}),
      ...(sure ? {} : { confidence: 'medium' as const }),
      ...(by === 'install' || target.includes(' ')
        ? {}
        : { fix: { title: `Name ${target} instead`, text: target } }),
    },
  ];
}

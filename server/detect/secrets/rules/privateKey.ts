/** Private keys that are written out: PEM, OpenSSH, PGP, PuTTY, age. Public keys and certificates are no secret. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { keyBlocks, type KeyBlock } from '../keyBlocks.ts';
import { entropyOf, isSamplePath, looksRandom, standsForSecret } from '../noise.ts';
import { secretSurfaces } from '../surfaces.ts';

/** Reports blocks that hold the material of a private key; never a header alone, a placeholder or a shortened sample. */
export const privateKey: TextRule = {
  id: 'secrets/private-key',
  title: 'A private key is written out',
  why: 'Whoever sees it can sign in, sign or decrypt in the name of its owner, and a model keeps what it is given.',
  remedy:
    'Keep the key in a key store or a file outside the workspace, name its place only, and replace it if it got out.',
  severity: 'high',
  confidence: 'high',
  risks: ['SECRET'],
  tags: tags(
    'OWASP-LLM@2025:LLM02',
    'OWASP-ASI@2026:ASI03',
    'MITRE-ATLAS@5.6.0:AML.T0055',
    'MITRE-ATLAS@5.6.0:AML.T0057',
    'CWE@4.18:CWE-522',
    'CWE@4.18:CWE-200',
  ),
  surfaces: secretSurfaces,
  find: ({ text, name }) => keyBlocks(text).flatMap(block => spotsOf(block, name)),
};

/** Material that is short is of fewer signs: 32 of them in a key of age. */
const couldBeKey = (material: string): boolean =>
  material.length >= 64 ? looksRandom(material) : material.length >= 58 && entropyOf(material) > 4.2;

function spotsOf(block: KeyBlock, name: string): readonly Spot[] {
  const { start, end, material, format, isEncrypted } = block;
  if (standsForSecret(block.raw)) return [];
  const fits = format(material);
  // Material that is no key of its kind may still be one that was reformatted; a short or regular text is neither.
  if (!fits && !couldBeKey(material)) return [];
  return [
    {
      start,
      end,
      ...(fits ? {} : { confidence: 'medium' as const }),
      // A key whose checksum fails was typed, or opens nothing: worth a look.
      ...(fits || material.length >= 64 ? {} : { severity: 'medium' as const, confidence: 'low' as const }),
      ...(isSamplePath(name)
        ? { severity: 'low' as const, detail: 'It lies among tests or samples.' }
        : isEncrypted
          ? { severity: 'medium' as const, detail: 'A passphrase protects it.' }
          : {}),
    },
  ];
}

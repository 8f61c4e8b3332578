/** Lock files that take a package from elsewhere or let its bytes change under the same version. */
import { tags } from '../../rule.ts';
import type { TextRule } from '../../text/rule.ts';
import { changedSums, lockedAddresses, movedPackages } from '../locks.ts';

/** Reports addresses in lock files outside the well-known registries, and checksums that change or go for one version. */
export const lockSource: TextRule = {
  id: 'packages/lock-source',
  title: 'A lock file takes a package from an unusual place or drops its checksum',
  why: 'Lock files are hardly read in reviews, and an install runs what they point at.',
  remedy: 'Let the package manager write the lock file anew from the manifest, and compare the result.',
  severity: 'high',
  confidence: 'medium',
  risks: ['BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.001',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['written content'],
  find: source => [
    ...changedSums(source).map(({ start, end, isGone }) => ({
      start,
      end,
      detail: isGone ? 'A checksum that was there is gone.' : 'The checksum changed, the version did not.',
    })),
    ...movedPackages(source).map(({ start, end }) => ({
      start,
      end,
      detail: 'The package came from the public registry and now comes from another host.',
    })),
    ...lockedAddresses(source).map(({ start, end, isInsecure }) => ({
      start,
      end,
      ...(isInsecure
        ? { detail: 'The address is reached without encryption or is a bare number.' }
        : { severity: 'medium' as const, detail: 'The address is no well-known registry.' }),
    })),
  ],
};

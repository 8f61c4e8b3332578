/** Package managers that are pointed at another index: whoever runs it decides what gets installed and run. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { indexesInCommand, indexesInText, judgeIndex, type NamedIndex } from '../indexes.ts';

/**
 * Reports installs and manifests that take packages from a place that is no well-known index. Files of package managers
 * themselves (.npmrc, pip.conf …) are judged key by key by the rules on configuration.
 */
export const customIndex: TextRule = {
  id: 'packages/custom-index',
  title: 'Packages come from another index than the public one',
  why: 'Whoever runs that index decides what is installed under every name, and installing runs it.',
  remedy:
    'Install from the public index, or let the user set the index of the organisation once, in the configuration of the user.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.001',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['command', 'written content', 'instruction file'],
  find: source => indexesOf(source).flatMap(spotOf),
};

const indexesOf = ({ surface, text, name, commands }: TextSource): readonly NamedIndex[] =>
  surface === 'command'
    ? commands.flatMap(command => indexesInCommand(command, text))
    : indexesInText(text, name);

function spotOf({ url, start, end, unchecked }: NamedIndex): readonly Spot[] {
  switch (judgeIndex(url)) {
    case 'known':
      return [];
    case 'insecure':
      return [
        {
          start,
          end,
          severity: 'high',
          confidence: 'high',
          detail: 'It is reached without encryption or by a bare address.',
        },
      ];
    case 'unknown':
      return [
        { start, end, ...(unchecked ? { severity: 'high', detail: 'Its certificate is not checked.' } : {}) },
      ];
  }
}

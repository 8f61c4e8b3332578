/** Names of tools with signs that look like Latin letters or like nothing. */
import { tags } from '../../rule.ts';
import type { ToolRule } from '../toolRule.ts';

/** Reports names that no person and no list can tell from another: letters of two scripts, or invisible signs. */
export const confusableName: ToolRule = {
  id: 'mcp/confusable-name',
  title: 'The name of an MCP tool cannot be told from another',
  why: 'A name with look-alike letters or invisible signs passes for a tool that was approved.',
  remedy: 'Use a tool whose name is written in plain letters, and tell the user about this one.',
  severity: 'high',
  confidence: 'high',
  risks: ['MCP', 'HIDE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0110'),
  find: ({ name, parameters }) =>
    [name, ...parameters.map(parameter => parameter.name)].some(isConfusable)
      ? [{ detail: isConfusable(name) ? 'Its own name.' : 'The name of one of its parameters.' }]
      : [],
};

const invisible = /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\u034f\p{Variation_Selector}]/u;
const latin = /\p{Script=Latin}/u;
/** Scripts whose letters are drawn like Latin ones; a name wholly in its own script is a name in that language. */
const alike = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u;
/** Latin letters of other kinds, such as full-width or mathematical ones. */
const dressed = (name: string): boolean =>
  name !== name.normalize('NFKC') && /[a-z]/iu.test(name.normalize('NFKC'));

/** Tells whether a name cannot be told from another: letters of two scripts, or invisible signs. */
export const isConfusable = (name: string): boolean =>
  invisible.test(name) || (latin.test(name) && alike.test(name)) || dressed(name);

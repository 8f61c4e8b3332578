/** MCP servers whose package or host passes for a well-known one. */
import { tags } from '../../rule.ts';
import type { TextRule } from '../../text/rule.ts';
import { launchesIn } from '../launches.ts';
import { resemblanceOf } from '../lookAlike.ts';

/** Reports servers that are registered, or defined in a text, under nearly the name of a well-known one. */
export const lookAlikeServer: TextRule = {
  id: 'mcp/look-alike-server',
  title: 'An MCP server passes for a well-known one',
  why: 'A package or host that is one letter from a known one belongs to somebody else, runs with your rights and reads what the agent sends.',
  remedy: 'Copy the name from the publisher’s own page, and pin its version.',
  severity: 'high',
  confidence: 'medium',
  risks: ['MCP', 'BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.005',
    'CWE@4.18:CWE-829',
  ),
  surfaces: [
    'command',
    'instruction file',
    'written content',
    'read content',
    'attached text',
    'tool result',
    'web text',
  ],
  find: source =>
    launchesIn(source).flatMap(({ program, url, start, end }) => {
      const found = resemblanceOf(program, url);
      return found === undefined
        ? []
        : [{ start, end, detail: `It has nearly the name of ${found.target}: ${found.how}.` }];
    }),
};

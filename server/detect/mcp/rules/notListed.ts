/** MCP servers and tools that a team, a person or a workspace does not list. */
import { tags, type RuleInfo } from '../../rule.ts';

/** Reports use of a server that is on no allow list; the layers find it, since it depends on what they list. */
export const notListed: RuleInfo = {
  id: 'mcp/not-listed',
  title: 'An MCP server or tool is not on the list of those that may be used',
  why: 'A server runs with your rights and reads what the agent sends; somebody decided which ones may.',
  remedy: 'Go on without it, or ask the user to add it to mcpServers in the profile that lists the others.',
  severity: 'critical',
  confidence: 'high',
  risks: ['MCP'],
  tags: tags('OWASP-ASI@2026:ASI04', 'OWASP-LLM@2025:LLM03'),
};

/** Reports a listed server that is started or offers something else than was pinned. */
export const notAsPinned: RuleInfo = {
  id: 'mcp/not-as-pinned',
  title: 'An MCP server is not the one that was pinned',
  why: 'Under the name of a server that was looked at, another one would run with your rights.',
  remedy: 'Let the user compare the server with its pin: `ringfence mcp list` shows what is known of it.',
  severity: 'critical',
  confidence: 'high',
  risks: ['MCP'],
  tags: tags('OWASP-ASI@2026:ASI04', 'MITRE-ATLAS@5.6.0:AML.T0109'),
};

/** MCP servers that a command or an instruction registers at whatever version is newest. */
import { tags } from '../../rule.ts';
import { fetchesUnpinned } from '../../settings/conditions/programs.ts';
import type { TextRule } from '../../text/rule.ts';
import { launchesIn } from '../launches.ts';

/**
 * Reports `claude mcp add x npx server` and its like, and definitions of servers within instructions. A configuration
 * file itself is judged key by key: `mcp/unpinned-package`.
 */
export const unpinnedLaunch: TextRule = {
  id: 'mcp/unpinned-launch',
  title: 'An MCP server is registered at whatever version is newest',
  why: 'A package that is taken over later runs at the next start with your rights, and nothing here changes by then.',
  remedy: 'Name an exact version of the package, such as `name@1.2.3`.',
  severity: 'medium',
  confidence: 'high',
  risks: ['MCP', 'BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.005',
    'MITRE-ATLAS@5.6.0:AML.T0109',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['command', 'instruction file', 'attached text', 'tool result', 'web text'],
  find: source => {
    const unpinned = launchesIn(source).filter(
      ({ program }) => program !== undefined && fetchesUnpinned(program),
    );
    // Instructions are followed later, and many only tell what a person may set up: a remark, no finding to act on.
    return source.surface === 'command'
      ? unpinned.slice(0, 1).map(({ start, end }) => ({ start, end }))
      : unpinned.map(({ start, end }) => ({ start, end, severity: 'info', confidence: 'medium' }));
  },
};

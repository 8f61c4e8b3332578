/** Tools that have the name of another server's tool, or one that is read as another's. */
import { tags } from '../../rule.ts';
import type { ToolRule } from '../toolRule.ts';

/** Reports names that stand for two things: an agent, or a person who approves, may take one for the other. */
export const sameName: ToolRule = {
  id: 'mcp/same-name',
  title: 'An MCP tool is named like another one',
  why: 'An agent that means one of them may call the other, with what was meant for the first.',
  remedy:
    'Tell the user which servers offer a tool of that name, so that one of them can be switched off or renamed.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['MCP'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0110'),
  find({ name }, { siblings, others }) {
    if (name === '') return [];
    const alike = siblings.some(other => other !== name && folded(other) === folded(name));
    const twice = siblings.includes(name);
    const foreign = others.flatMap(({ tools }) => tools);
    return [
      ...(twice ? [{ detail: 'Its own server offers two of that name.', severity: 'high' as const }] : []),
      ...(alike ? [{ detail: 'Its own server offers another that is read the same.' }] : []),
      ...(foreign.some(other => other !== name && folded(other) === folded(name))
        ? [{ detail: 'Another server offers one that is read the same.' }]
        : []),
      // Common words such as `search` are no attack; that two servers have them is worth a remark.
      ...(foreign.includes(name)
        ? [{ detail: 'Another server offers one of that name.', severity: 'low' as const }]
        : []),
    ];
  },
};

/** Names that differ only in case, separators, or signs that look alike. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.:/-]+/gu, '')
    .replaceAll('0', 'o')
    .replace(/[1|]/gu, 'l');

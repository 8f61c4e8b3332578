/** Tools that are described differently than when they were approved, or that were not there then. */
import { tags } from '../../rule.ts';
import { changesBetween } from '../describeChanges.ts';
import type { ToolRule } from '../toolRule.ts';

/** Reports drift from what was seen first or approved since: a rug pull begins with a description that changes. */
export const changedTool: ToolRule = {
  id: 'mcp/changed-tool',
  title: 'An MCP tool is not what was approved',
  why: 'A server that was harmless when it was looked at can describe its tools anew at any time, and an agent follows what it reads.',
  remedy: 'Let the user compare the tool with what was approved, and approve it.',
  severity: 'high',
  confidence: 'high',
  risks: ['DRIFT'],
  tags: tags('OWASP-ASI@2026:ASI04', 'MITRE-ATLAS@5.6.0:AML.T0109'),
  find(tool, { before }) {
    if (before === undefined) return [];
    if (before === null) return [{ detail: 'It was not offered before.' }];
    const places = changesBetween(before, tool.whole).map(({ place }) => place.split('.', 1)[0] ?? '');
    const known = [...new Set(places)].filter(place => fields.has(place));
    return places.length === 0 ? [] : [{ detail: `Different: ${known.join(', ') || 'other fields'}.` }];
  },
};

const fields = new Set([
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'icons',
  '_meta',
]);

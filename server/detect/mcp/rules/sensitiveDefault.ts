/** Schemas that hand a tool the path of a secret by themselves. */
import { compareSeverity } from '../../../../common/finding.ts';
import { classifyPath } from '../../files/classify.ts';
import { tags } from '../../rule.ts';
import type { ToolRule } from '../toolRule.ts';

/** Reports defaults, constants and examples that name a file of secrets: an agent fills in what the schema proposes. */
export const sensitiveDefault: ToolRule = {
  id: 'mcp/sensitive-default',
  title: 'The schema of an MCP tool proposes a file of secrets',
  why: 'An agent fills in what a schema proposes, and hands over the file without anybody having asked for it.',
  remedy: 'Leave the tool alone, and tell the user which file its schema proposes.',
  severity: 'high',
  confidence: 'high',
  risks: ['INSTR', 'SECRET'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0110'),
  find: ({ parameters }) =>
    parameters.some(({ values }) => values.some(namesSecret))
      ? [{ detail: 'As the value of a parameter.' }]
      : [],
};

const namesSecret = (value: string): boolean => {
  if (value.length > 400 || !/[/\\.]/u.test(value)) return false;
  const path = value.replace(/^file:\/\//iu, '').replaceAll('\\', '/');
  const [, home] =
    /^(?:~|\$\{?HOME\}?|%USERPROFILE%|\/(?:home|Users)\/[^/]+|\/root)\/(.+)$/iu.exec(path) ?? [];
  const places = [
    { path, relative: path.replace(/^\.?\//u, '') },
    ...(home === undefined ? [] : [{ path, homeRelative: home }]),
  ];
  return places.some(place =>
    classifyPath(place, 'read').some(
      rule => rule.classes.includes('SECRET') && compareSeverity(rule.severity, 'high') >= 0,
    ),
  );
};

/** Lists all detectors, and what their rules say of themselves, for the guard, documentation and tests. */
import { compareSeverity, riskTag, type Severity } from '../../common/finding.ts';
import type { Detector } from '../pipeline/types.ts';
import { commandRules, commandsDetector } from './commands/detector.ts';
import type { FileRule } from './files/catalogue.ts';
import { fileRules } from './files/classify.ts';
import { filesDetector } from './files/detector.ts';
import { injectionDetector } from './injection/detector.ts';
import { mcpDetector, toolRules } from './mcp/detector.ts';
import { notAsPinned, notListed } from './mcp/rules/notListed.ts';
import { packagesDetector } from './packages/detector.ts';
import type { RuleInfo } from './rule.ts';
import { secretsDetector } from './secrets/detector.ts';
import { sessionDetector, sessionRules } from './session/detector.ts';
import { catalogue } from './settings/catalogue.ts';
import { genericRules } from './settings/genericRules.ts';
import { chainRules, settingsDetector } from './settings/index.ts';
import { schemaAddress } from './settings/rules/schemaAddress.ts';
import type { Rule } from './settings/rule.ts';
import { textDetector } from './text/detector.ts';
import { textRules } from './textRules.ts';

/** Lists the detectors of the pipeline. */
export const detectors: readonly Detector[] = [
  settingsDetector,
  textDetector('schemas', [schemaAddress]),
  filesDetector,
  commandsDetector,
  injectionDetector,
  secretsDetector,
  mcpDetector,
  packagesDetector,
  sessionDetector,
];

/** Lists the rules that are written as functions: on text, commands, what MCP servers offer, and sessions. */
export const codedRules: readonly RuleInfo[] = [...textRules, ...commandRules, ...toolRules, ...sessionRules];

/** Lists the rules that the layers find in the light of their own lists. */
const layerRules: readonly RuleInfo[] = [notListed, notAsPinned];

/** Lists what every rule says of itself, also those that are data: on keys of configurations and on files. */
export const allRules = (): readonly RuleInfo[] => [
  ...codedRules,
  ...layerRules,
  ...chainRules,
  ...[...catalogue().rules, ...genericRules.map(({ rule }) => rule)].map(settingInfo),
  ...fileRules().map(fileInfo),
];

function settingInfo(rule: Rule): RuleInfo {
  const gravest = rule.cases.map(({ severity }) => severity).reduce(graver, 'info');
  return {
    id: rule.id,
    title: `${rule.title.charAt(0).toUpperCase()}${rule.title.slice(1)}`,
    why: [...new Set(rule.cases.map(({ does }) => does))].join(' '),
    remedy: rule.remedy,
    severity: gravest,
    confidence: rule.confidence,
    risks: [rule.risk],
    tags: rule.tags.filter(({ scheme, id }) => scheme !== riskTag(rule.risk).scheme || id !== rule.risk),
  };
}

const graver = (a: Severity, b: Severity): Severity => (compareSeverity(a, b) >= 0 ? a : b);

function fileInfo(rule: FileRule): RuleInfo {
  const act = rule.op === 'read' ? 'read' : 'changed';
  return {
    id: `files/${rule.id}`,
    title: `A protected file is ${act}: ${rule.id.replaceAll('-', ' ')}`,
    why: rule.why,
    remedy:
      rule.op === 'read'
        ? 'Work without the secret: ask the user for what is needed, or read the example file beside it.'
        : 'Describe the change to the user, who can make or approve it.',
    severity: rule.severity,
    confidence: 'high',
    risks: rule.classes,
    tags: [],
  };
}

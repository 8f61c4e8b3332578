/** Lists the rules on text, apart from the other detectors: threads that scan texts need nothing else. */
import { injectionRules } from './injection/detector.ts';
import { mcpRules } from './mcp/detector.ts';
import { packageRules } from './packages/detector.ts';
import { secretRules } from './secrets/detector.ts';
import { schemaAddress } from './settings/rules/schemaAddress.ts';
import type { TextRule } from './text/rule.ts';

/** Lists the rules on text. */
export const textRules: readonly TextRule[] = [
  ...injectionRules,
  ...secretRules,
  ...mcpRules,
  ...packageRules,
  schemaAddress,
];

const ids: ReadonlySet<string> = new Set(textRules.map(({ id }) => id));

/** Tells whether a rule is one on text, by its id. */
export const isTextRule = (ruleId: string): boolean => ids.has(ruleId);

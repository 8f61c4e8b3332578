/** Finds what is wrong with MCP servers and their tools, outside of configuration files. Pure; one rule a file. */
import type { Finding } from '../../../common/finding.ts';
import type { Detector } from '../../pipeline/types.ts';
import { findingFrom } from '../rule.ts';
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { offeredIn } from './offered.ts';
import { asksForContext } from './rules/asksForContext.ts';
import { changedTool } from './rules/changedTool.ts';
import { confusableName } from './rules/confusableName.ts';
import { lookAlikeServer } from './rules/lookAlikeServer.ts';
import { sameName } from './rules/sameName.ts';
import { sensitiveDefault } from './rules/sensitiveDefault.ts';
import { toolShadowing } from './rules/toolShadowing.ts';
import { unpinnedLaunch } from './rules/unpinnedLaunch.ts';
import type { ToolRule } from './toolRule.ts';

/** Lists the rules on MCP that look at texts. */
export const mcpRules: readonly TextRule[] = [unpinnedLaunch, lookAlikeServer];

/** Lists the rules on what MCP servers offer. */
export const toolRules: readonly ToolRule[] = [
  changedTool,
  toolShadowing,
  asksForContext,
  sensitiveDefault,
  confusableName,
  sameName,
];

const texts = textDetector('mcp', mcpRules);

/** Finds what the rules on MCP describe. */
export const mcpDetector: Detector = {
  id: 'mcp',
  detect: observation => [
    ...texts.detect(observation),
    ...(observation.event.kind === 'mcp.tools'
      ? offeredIn(observation.event).flatMap(({ tool, around }) =>
          toolRules.flatMap(rule => rule.find(tool, around).map(spot => findingOf(rule, spot))),
        )
      : []),
  ],
};

const findingOf = (rule: ToolRule, { detail, severity }: ReturnType<ToolRule['find']>[number]): Finding =>
  findingFrom(rule, {
    ...(detail === undefined ? {} : { detail }),
    ...(severity === undefined ? {} : { severity }),
  });

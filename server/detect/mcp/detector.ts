/** Finds what is wrong with MCP servers and their tools, outside of configuration files. Pure; one rule a file. */
import { textDetector } from '../text/detector.ts';
import type { TextRule } from '../text/rule.ts';
import { unpinnedLaunch } from './rules/unpinnedLaunch.ts';

/** Lists the rules on MCP. */
export const mcpRules: readonly TextRule[] = [unpinnedLaunch];

/** Finds what the rules on MCP describe. */
export const mcpDetector = textDetector('mcp', mcpRules);

/** The shape of a rule on what an MCP server offers: what it says of itself, and one pure function. Types only. */
import type { Severity } from '../../../common/finding.ts';
import type { RuleInfo } from '../rule.ts';

/** Is one parameter of a tool, however deep it stands. */
export interface Parameter {
  readonly name: string;
  readonly description: string;
  /** Values that the schema itself gives: default, const, examples, enum. */
  readonly values: readonly string[];
}

/** Is one entry of a list: a tool, and with less in it a prompt or a resource. */
export interface OfferedTool {
  readonly name: string;
  /** Title and description. */
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly whole: unknown;
}

/** Is what stands around a tool. */
export interface ToolSurroundings {
  /** Names of the same list, without the tool's own entry. */
  readonly siblings: readonly string[];
  /** Tools of other servers, where the sensor knows them. */
  readonly others: readonly { readonly server: string; readonly tools: readonly string[] }[];
  /** What was approved of the tool and is different now; `null` when it was not there; undefined when nobody says. */
  readonly before: unknown;
}

/** Is one thing that a rule reports of a tool. */
export interface ToolSpot {
  /** One sentence about this tool; never quotes the text. */
  readonly detail?: string;
  readonly severity?: Severity;
}

/** Is a rule on offered tools; one a file. */
export interface ToolRule extends RuleInfo {
  /** Returns what is wrong with a tool, best first. Pure, total, and linear in the size of its texts. */
  readonly find: (tool: OfferedTool, around: ToolSurroundings) => readonly ToolSpot[];
}

/** Descriptions that tell an agent how to use somebody else's tools. */
import { tags } from '../../rule.ts';
import type { OfferedTool, ToolRule } from '../toolRule.ts';

/**
 * Reports descriptions that reach beyond their own tool: they name another tool or all of them, and oblige the agent
 * to something whenever it uses those. A description that points to tools of its own server, or that says when its
 * own tool is the better one, does neither.
 */
export const toolShadowing: ToolRule = {
  id: 'mcp/tool-shadowing',
  title: 'The description of an MCP tool gives orders about other tools',
  why: 'An agent reads all descriptions together, so that one server can change what the tools of another do.',
  remedy: 'Go on without this tool, and tell the user that its description gives orders about others.',
  severity: 'high',
  confidence: 'medium',
  risks: ['INSTR', 'MCP'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM01', 'MITRE-ATLAS@5.6.0:AML.T0110'),
  find(tool, { siblings, others }) {
    const own = new Set([tool.name, ...siblings].map(name => name.toLowerCase()));
    const foreign = new Set(
      others.flatMap(({ server, tools }) => [server, ...tools]).filter(name => name.length > 5),
    );
    return passagesOf(tool).some(passage => reachesBeyond(passage, own, foreign)) ? [{}] : [];
  },
};

const longestText = 40_000;

/** Orders and what they are about stand close together: two sentences at a time. */
function passagesOf({ description, parameters }: OfferedTool): readonly string[] {
  const text = [description, ...parameters.map(parameter => parameter.description)]
    .join('\n\n')
    .slice(0, longestText);
  const sentences = text.replace(/\s*\n(?!\s*\n)\s*/gu, ' ').split(/(?<=[.!?:])\s+|\n+/u);
  return sentences.map((sentence, at) => `${sentence} ${sentences[at + 1] ?? ''}`);
}

const everyTool =
  /\b(?:any|all|every|each|other|another)\b(?: \w+){0,2} (?:tools?|mcp servers?|servers?'? tools?|functions? calls?|commands)\b|\btool calls?\b/iu;
const elsewhere =
  /\bmcp_+[a-z]\w+|\(\s*mcp\w*\s*\)|\b(?:the )?(?:also present|other|existing|original|real|official|legitimate)\b.{0,30}\b(?:tool|server|function)\b/iu;
/** `send_email tool`, `use_tool`: names that are written as tools' names are. */
const namedTool = /\b[a-z]+(?:_[a-z]+)+\b/gu;

const trigger =
  /\b(?:before|when(?:ever)?|after|once|each time|every time|any time|at any time|if|prior to|while|instead of|in place of|as soon as)\b/iu;
const use =
  /\b(?:us(?:e|ing|ed|age)|call(?:s|ed|ing)?|invok\w+|execut\w+|run(?:s|ning)?|available|present|start\w*|operation)\b/iu;
const obligation =
  /\b(?:must|shall|always|make sure|ensure|mandatory|obligatory|without exception|required to|have to|needs? to|never|is forbidden|do not|don't)\b/iu;
const change =
  /\b(?:send all|instead|redirect|replac\w+|chang\w+ the|modif\w+ the|overrid\w+|bypass\w*|first (?:run|call|use|execute|invoke|thing)|before .{0,40}\bmust|must (?:first|always|send|be called|run|use|call)|takes? precedence|supersed\w+|ignor\w+|disregard\w*|copy (?:of|to)|bcc|forward\w*|recipient)\b/iu;

/** What has to come before the tool itself is said by its own description, and is no order about others. */
const ownTurn =
  /\b(?:before|when(?:ever)?|after|once|if|prior to|while) (?:you |the (?:user|agent|model) )?(?:us\w+|call\w*|invok\w+|execut\w+|run\w*) (?:this|the present)\b|\b(?:before|after|prior to) this (?:tool|function|one)\b/iu;

function reachesBeyond(passage: string, own: ReadonlySet<string>, foreign: ReadonlySet<string>): boolean {
  if (!trigger.test(passage) || !use.test(passage) || !obligation.test(passage)) return false;
  const others = [...passage.matchAll(namedTool)]
    .map(([name]) => name.toLowerCase())
    .filter(name => !own.has(name));
  const known = [...foreign].some(name => passage.includes(name));
  if (known || elsewhere.test(passage)) return change.test(passage);
  if (ownTurn.test(passage)) return false;
  if (everyTool.test(passage))
    return change.test(passage) && !/\bthis tool\b.{0,60}\binstead\b/iu.test(passage);
  return (
    others.length > 0 && /\b(?:tools?|commands?|functions?|toolbox)\b/iu.test(passage) && change.test(passage)
  );
}

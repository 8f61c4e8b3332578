/** Parameters that collect what an agent knows: conversation, system prompt, other tools, files, secrets. */
import { tags } from '../../rule.ts';
import type { Parameter, ToolRule } from '../toolRule.ts';

/** Reports parameters by which a server learns what no task of its own needs. */
export const asksForContext: ToolRule = {
  id: 'mcp/asks-for-context',
  title: 'An MCP tool asks for what an agent knows beyond the task',
  why: 'What an agent fills in goes to the server: its conversation, its instructions and what it read elsewhere leave with every call.',
  remedy: 'Go on without this tool, and tell the user what it asks for.',
  severity: 'high',
  confidence: 'medium',
  risks: ['INSTR', 'EXFIL-FETCH'],
  tags: tags(
    'OWASP-ASI@2026:ASI02',
    'OWASP-LLM@2025:LLM02',
    'MITRE-ATLAS@5.6.0:AML.T0110',
    'MITRE-ATLAS@5.6.0:AML.T0057',
  ),
  find(tool) {
    const asked = tool.parameters.map(weigh).filter(spot => spot !== undefined);
    if (asked.length === 0 && wantsFile(tool.description))
      return [{ detail: 'Its description has the agent read something else and hand it over.' }];
    return asked.slice(0, 1);
  },
};

/** What is the agent's own, whoever asks for it. */
const knowledge =
  /\b(?:system[ _-]?prompts?|developer (?:message|prompt|instructions?)|(?:conversation|chat|message|dialog(?:ue)?|session|prompt)[ _-]?(?:history|transcript|log|context)|(?:entire|full|whole|complete|previous|prior|earlier|current|our|your|the)(?: (?:entire|full|whole|complete|previous|prior|current))* (?:conversation|chat|dialog(?:ue)?|message history|context window|reasoning|chain[ -]of[ -]thought|tool (?:calls?|results?|outputs?|list|descriptions?))|(?:list|names?|descriptions?) of (?:all )?(?:the )?(?:other |available )+tools|environment variables?|(?:api|access|private|ssh)[ _-]?keys?|passwords?|credentials?|memories about the user)\b/iu;

/** Telling the agent to put it there, not describing what the tool works on. */
const filling =
  /\b(?:include|put|paste|pass|provide|insert|append|attach|add|send|write|copy|fill|supply|dump|summari[sz]e|repeat|contents? of|verbatim|everything)\b/iu;
/** Where it would go by the way: parameters that no tool needs for what it does. */
const aside =
  /^(?:side_?notes?|notes?|context|extra(?:_?(?:info|context|data))?|additional_?(?:info|context|data)|metadata|meta|debug(?:_?info)?|feedback|reasoning|thoughts?|trace|telemetry|summary|comments?|remarks?|padding|annotation|justification|annotations?)$/iu;
/** Names that agents fill in by themselves, without any description. */
const telling =
  /^(?:(?:full|entire|complete|current|previous)_?)?(?:conversation|chat|message|prompt|session|dialog|tool_?calls?)_?(?:history|transcript|log|dump)$|^(?:chain_?of_?thought|agent_?system_?prompt|your_?system_?prompt|available_?tools_?list|all_?tools|previous_?tool_?(?:results?|outputs?)|tool_?results?_?history|env(?:ironment)?_?vars?_?dump|user_?memories)$/iu;

function weigh({ name, description }: Parameter): { detail: string; severity?: 'medium' } | undefined {
  const asks = knowledge.test(description) && filling.test(description);
  if (asks && (aside.test(name) || telling.test(name)))
    return { detail: 'A parameter beside the task asks for it.' };
  if (readsFile.test(description) && aside.test(name))
    return { detail: 'A parameter beside the task asks for the content of a file.' };
  if (telling.test(name)) return { detail: 'The name of a parameter asks for it.', severity: 'medium' };
  return undefined;
}

const readsFile =
  /\b(?:contents? of|read(?:ing)?|cat|data from)\b.{0,60}(?:~\/|\/etc\/|\.env\b|\.ssh\b|\.aws\b|id_rsa|\.json\b|\bfiles?\b)/iu;

/** Something is read that is not the tool's, and goes into a parameter. */
const handsOver =
  /\b(?:read|open|cat|load|fetch|get|retrieve|collect|look up)\b(?:(?!\.\s)[^]){0,160}\b(?:pass|provide|include|put|supply|send|insert|use|add|append)\b(?:(?!\.\s)[^]){0,60}\b(?:contents?|it|them|result|text|value|output)\b(?:(?!\.\s)[^]){0,40}\b(?:as|in|into|to|with|through|via)\b(?:(?!\.\s)[^]){0,20}(?:["'`][\w-]+["'`]|\b(?:parameter|argument|field)\b)/iu;
const pressed =
  /\b(?:before (?:using|calling|running)|otherwise|will not work|won't work|will fail|must|mandatory|crash\w*|very important)\b/iu;
const covert =
  /\b(?:do not|don't|never|without) (?:\w+ ){0,2}(?:mention\w*|tell\w*|notify\w*|inform\w*|reveal\w*|show\w*|ask\w*|disclos\w+|say\w*)\b|\bsilently\b|\bupset the user\b/iu;

function wantsFile(description: string): boolean {
  const text = description.slice(0, 40_000);
  return handsOver.test(text) && pressed.test(text) && covert.test(text);
}

/**
 * Features that no sentence tells: the marks by which chat programs part who speaks, and addresses into which data shall be
 * put. Bounded expressions. Pure.
 */
import type { Setting } from './surfaces.ts';

/** Is a trait that is told by marks. */
export interface Frame {
  readonly id: string;
  readonly said: string;
  readonly factor: Readonly<Record<Setting, number>>;
  readonly marks: readonly { readonly weight: number; readonly mark: RegExp }[];
}

const factors = (
  foreign: number,
  tool: number,
  instruction: number,
  written: number,
): Readonly<Record<Setting, number>> => ({
  foreign,
  tool,
  instruction,
  written,
  prompt: foreign * 0.7,
  hidden: foreign * 1.2,
});

/** Lists the features that are told by marks. */
export const frames: readonly Frame[] = [
  {
    id: 'fake turn',
    said: 'imitates the marks between system, user and assistant',
    factor: factors(1, 1, 0.5, 0.2),
    marks: [
      {
        weight: 2.8,
        mark: /<\|(?:im_start|start_header_id)\|>\s{0,3}(?:system|user|assistant|developer)\s{0,3}(?:<\|end_header_id\|>\s{0,4})?\n\s{0,4}\S/giu,
      },
      {
        weight: 1.4,
        mark: /<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id|end_header_id|eot_id|begin_of_text|endofprompt)\|>/giu,
      },
      { weight: 1.8, mark: /<\/?(?:start_of_turn|end_of_turn)>|\[\/?INST\]|<<\/?SYS>>/gu },
      {
        weight: 1.4,
        mark: /(?:^|\n)[^\S\n]{0,8}(?:#{1,4}[^\S\n]?|\*\*|\[)?(?:system|assistant)(?:[^\S\n](?:message|prompt|override|note|instruction|update|notice|command)s?)?(?:\]|\*\*)?[^\S\n]?:(?=[^\S\n]*\S)/giu,
      },
      {
        weight: 1.8,
        mark: /<\/?(?:system|system[-_ ](?:prompt|message|instructions?|override|reminder|mode|note)|assistant|admin|sys|developer|god[-_ ]mode|instructions?|secret|hidden|override)(?:[ \t][^<>\n]{0,80})?>/giu,
      },
      {
        weight: 2.4,
        mark: /[[({<*#=_ -]{2,6}(?:begin|end|start)[ _-](?:of[ _-])?(?:new[ _-])?(?:system|user|admin|hidden|secret|assistant)?[ _-]?(?:prompt|instructions?|input|message|query|override|context|document|data|e-?mail|page|file|article|ticket|issue|results?|output|web ?page|resume|cv|conversation)\b/giu,
      },
      {
        weight: 1.8,
        mark: /\[(?:\/?(?:system|admin|developer|hidden|secret|override|instructions?|root|priority)(?:[ _-](?:note|message|override|instructions?|prompt|update|command|mode|notice))?)\]/giu,
      },
      { weight: 1, mark: /<\/?(?:important|critical|urgent|attention|priority)>/giu },
      { weight: 1.4, mark: /\{\s{0,4}"role"\s{0,4}:\s{0,4}"(?:system|assistant|developer)"/gu },
      {
        weight: 2.2,
        mark: /<\/(?:tool_result|tool_output|function_results?|document|user_input|user|data|context|untrusted[\w-]{0,20}|search_results?)>\s{0,20}<?\/?(?:system|assistant|instructions?|[A-Z])/gu,
      },
      {
        weight: 2.4,
        mark: /<\/[a-z_-]{2,20}>(?:\s{0,4}<\/[a-z_-]{2,20}>){0,3}\s{0,10}(?:human|user|system|assistant)\s?:/giu,
      },
    ],
  },
  {
    id: 'data in an address',
    said: 'puts data into the address of an image or a link',
    factor: factors(1, 1, 0.8, 0.3),
    marks: [
      {
        weight: 4,
        mark: /!\[[^\]\n]{0,200}\]\(\s?https?:\/\/[^\s)]{3,300}[?&/=][^\s)]{0,200}(?:\{\{?|\$\{|\[|<|%7B|\$\()[\w .|-]{2,80}/giu,
      },
      {
        weight: 3.6,
        mark: /<img\b[^<>]{0,200}\bsrc=["']?https?:\/\/[^\s"'<>]{3,300}[?&=](?:\{\{?|\$\{|\[|%7B|\$\()[\w .|-]{2,80}/giu,
      },
      {
        weight: 2.4,
        mark: /https?:\/\/[^\s"'<>)\]]{3,200}[?&][\w-]{1,40}=(?:\{\{?|\$\{|\[|<|%7B)(?!\s{0,3}(?:your|my|insert|example|the))[^\n{}[\]<>]{0,40}(?:data|secret|key|token|password|history|conversation|content|base64|b64|env|cred|output|prompt|result|context|summary|info|email|message|chat)/giu,
      },
      {
        weight: 2.4,
        mark: /\bclick\s{1,4}\w{1,30}\s{1,4}(?:href\s{1,4})?["']https?:\/\/[^\s"']{3,300}[?&=/](?:\{|\$|\[|<)/giu,
      },
      {
        weight: 1.6,
        mark: /https?:\/\/[^\s"'<>)\]]{3,200}[?&][\w-]{1,40}=(?:DATA|SECRET|TOKEN|VALUE|TEXT|CONTENT|KEY|PAYLOAD|INFO|RESULT|(?=[\s"'`)]))/gu,
      },
    ],
  },
];

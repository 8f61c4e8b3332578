/** As much grammar as tells an order from talk about one. Pure. */
import type { Sentence, Word } from '../words/tokens.ts';
import { classesOf } from '../words/vocabulary.ts';

/** Words that may stand before a command without making it anything else. */
const softeners = new Set(
  `please now then and also just first immediately simply instead kindly always so but or next finally must shall should
  will you completely totally fully forthwith hereby important note attention actually hey ok okay hi hello stop do
  assistant ai claude chatgpt model agent everyone to again wait system user urgent step go ahead quickly silently
  quietly secretly be sure remember henceforth therefore thus llm llms gpt copilot gemini today
  yes no sorry thanks well anyway however task admin override`.split(/\s+/u),
);

/** How far back the subject of a verb is looked for. */
const reach = 6;

/** Tells whether a verb is a command to the reader: nobody else does it, and nobody asks whether to. */
export function isCommanded(sentence: Sentence, at: number): boolean {
  const word = sentence.words[at];
  if (word === undefined || word.text.endsWith('ing') || isDenied(sentence, at)) return false;
  // Other languages have their own ways of commanding.
  if (!/^[a-z]/u.test(word.text)) return true;
  for (let back = 0; back < reach; back += 1) {
    const told = toldBy(sentence, at, at - back);
    if (told !== undefined) return told;
  }
  return false;
}

/** Tells by one word, and the one before it, whether a verb is commanded; nothing when that is still open. */
function toldBy(sentence: Sentence, verb: number, at: number): boolean | undefined {
  const { words } = sentence;
  const before = words[at - 1];
  if (before === undefined || words[at]?.opensClause === true) return !isAsked(sentence, at, verb);
  if (before.text === 'to') return isToldTo(words, at - 1);
  if (before.text === 'you') return !mayBe(words[at - 2]) || isRequest(words, at - 2);
  if (softeners.has(before.text)) return undefined;
  return isJoined(sentence, verb) && !hasOtherDoer(words, verb);
}

/** A verb after "and" is a command when the one before it is; who does it stands at the start of the sentence. */
const isJoined = ({ words }: Sentence, at: number): boolean =>
  /^(?:and|then)$/u.test(words[at - 1]?.text ?? '');

const hasOtherDoer = (words: readonly Word[], at: number): boolean =>
  words.slice(0, at).some(({ text }) => doers.has(text)) ||
  /^(?:how|why|when|if|what|is|are|was|to)$/u.test(words[0]?.text ?? '');

const doers = new Set(
  'i we they he she it who people students users attackers players attacker someone developers customers'.split(
    ' ',
  ),
);

/** `You are to`, `I want you to`, `told to`, `your task is to`; else "to ignore" is what somebody may do. */
function isToldTo(words: readonly Word[], at: number): boolean {
  const [other = '', before = ''] = [words[at - 2]?.text, words[at - 1]?.text];
  if (before === 'you') return !mayBe(words[at - 2]) || /^(?:want|need|ask|order|tell)$/u.test(other);
  if (toldTo.test(before)) return other === 'you' || words[at - 3]?.text === 'you';
  return /^(?:is|are)$/u.test(before) && dutyOf.test(other);
}

const toldTo = /^(?:need|have|instructed|required|ordered|commanded|told|supposed)$/u;
const dutyOf = /^(?:task|job|goal|objective|mission|you|purpose|role)$/u;

/** `Can you …` and `could you …` ask for the act, where they open a clause. */
const isRequest = (words: readonly Word[], at: number): boolean => {
  const word = words[at];
  return (
    word !== undefined &&
    /^(?:can|could|would)$/u.test(word.text) &&
    (at === 0 || word.opensClause || softeners.has(words[at - 1]?.text ?? ''))
  );
};

const mayBe = (word: Word | undefined): boolean =>
  word !== undefined &&
  /^(?:can|could|may|might|would|if|when|whether|how|why|do|does|did|allows?|lets?)$/u.test(word.text);

/** A question, or a sentence that starts with how, whether, when or a doer, tells what somebody may do. */
function isAsked({ words, asks }: Sentence, from: number, at: number): boolean {
  const first = words[from]?.text ?? '';
  if (
    /^(?:how|why|whether|when|what|if|does|did|is|are|should|where|who|may|might|cannot)$/u.test(first) &&
    from < at
  )
    return true;
  return (
    asks &&
    from < at &&
    /^(?:can|could|would|will|should|do)$/u.test(first) &&
    words[from + 1]?.text !== 'you'
  );
}

/** Tells whether a word is denied: `do not ignore`, `never skip`. */
export function isDenied({ words }: Sentence, at: number): boolean {
  for (let back = 1; back <= 3; back += 1) {
    const before = words[at - back];
    if (before === undefined || words[at - back + 1]?.opensClause === true) return false;
    if (classesOf(before.text).includes('NOT') && !/^(?:avoid|stop|cease)$/u.test(before.text)) return true;
  }
  return false;
}

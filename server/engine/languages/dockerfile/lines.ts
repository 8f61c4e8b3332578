/** Cuts a Dockerfile into instructions: line continuations, comments inside them, and here-documents. Pure. */

/** Is one instruction; its text is as long as its source, with spaces for continuations and comments. */
export interface Instruction {
  readonly start: number;
  readonly end: number;
  /** What is between `start` and `end`; offsets in it are offsets in the file less `start`. */
  readonly text: string;
  /** Bodies of its here-documents. */
  readonly heredocs: readonly { readonly start: number; readonly end: number }[];
}

interface Reader {
  readonly source: string;
  readonly escape: string;
  at: number;
  /** Lines of one word, made when the first here-document is met. */
  words: ReadonlyMap<string, readonly number[]> | undefined;
}

/** Returns the instructions of a file. */
export function readInstructions(source: string): readonly Instruction[] {
  const directive = /^(?:\s*#[^\n]*\n)*?\s*#\s*escape\s*=\s*([`\\])\s*(?:\n|$)/i.exec(source);
  const reader: Reader = { source, escape: directive?.[1] ?? '\\', at: 0, words: undefined };
  const instructions: Instruction[] = [];
  while (reader.at < source.length) {
    const line = lineAt(reader, reader.at);
    if (isBlank(line.text) || isComment(line.text)) reader.at = line.next;
    else instructions.push(readInstruction(reader));
  }
  return instructions;
}

const isBlank = (line: string): boolean => line.trim() === '';
const isComment = (line: string): boolean => line.trimStart().startsWith('#');

function lineAt({ source }: Reader, at: number): { readonly text: string; readonly next: number } {
  const end = source.indexOf('\n', at);
  const stop = end === -1 ? source.length : end;
  return { text: source.slice(at, stop), next: Math.min(stop + 1, source.length) };
}

function readInstruction(reader: Reader): Instruction {
  const start =
    reader.at + (lineAt(reader, reader.at).text.length - lineAt(reader, reader.at).text.trimStart().length);
  let text = '';
  let goesOn = true;
  let isFirst = true;
  while (goesOn && reader.at < reader.source.length) {
    const line = lineAt(reader, reader.at);
    const isSkipped = !isFirst && (isBlank(line.text) || isComment(line.text));
    const continued = isSkipped ? line.text.length : continuation(line.text, reader.escape);
    const kept = isSkipped ? 0 : (continued ?? line.text.length);
    text += line.text.slice(0, kept) + ' '.repeat(line.next - reader.at - kept);
    goesOn = continued !== undefined;
    isFirst = false;
    reader.at = line.next;
  }
  const body = text.trimStart();
  const length = body.trimEnd().length;
  const heredocs = /^(?:run|copy|add)\s/i.test(body) ? readHeredocs(reader, body) : [];
  return { start, end: start + length, text: body.slice(0, length), heredocs };
}

/** Returns where a line's continuation mark stands, or undefined when the line is the last. */
function continuation(line: string, escape: string): number | undefined {
  const end = line.trimEnd();
  return end.endsWith(escape) ? end.length - 1 : undefined;
}

function readHeredocs(reader: Reader, text: string): Instruction['heredocs'] {
  const bodies: { start: number; end: number }[] = [];
  for (const { groups } of text.matchAll(heredoc)) {
    const start = reader.at;
    reader.words ??= wordLines(reader.source);
    const end = reader.words.get(groups?.['word'] ?? '')?.find(at => at >= start);
    // A document that nothing ends is none: what follows are instructions.
    if (end === undefined) return bodies;
    bodies.push({ start, end });
    reader.at = lineAt(reader, end).next;
  }
  return bodies;
}

const heredoc = /(?<!<)<<-?(?<quote>["']?)(?<word>[A-Za-z_]\w*)\k<quote>(?=\s|$)/g;

/** Returns where lines of one word stand, which may end a here-document, by their word. */
function wordLines(source: string): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  for (const { 1: word = '', index } of source.matchAll(/^[\t ]*(\w+)[\t ]*\r?$/gm)) {
    const places = lines.get(word);
    if (places === undefined) lines.set(word, [index]);
    else places.push(index);
  }
  return lines;
}

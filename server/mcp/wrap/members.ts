/**
 * Reads the outermost `id` and `method` of a JSON text that is too long to be held, byte by byte in bounded memory.
 * Pure. What is no JSON object has neither.
 */

/** Is what a long message says of itself. */
export interface Members {
  /** A list of messages, whose members are not looked for. */
  readonly isList: boolean;
  readonly id: unknown;
  readonly method: unknown;
}

/** Takes the text piece by piece. */
export interface MemberReader {
  feed(bytes: Uint8Array): void;
  members(): Members;
}

const longestCapture = 1024;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Creates a reader; the last `id` and the last `method` count, as JSON.parse has it. */
export function createMemberReader(): MemberReader {
  const found = new Map<string, unknown>();
  let depth = 0;
  let inText = false;
  let escaped = false;
  let isList = false;
  let key: string | undefined;
  let captured: number[] = [];

  const capture = (byte: number): void => {
    if (depth === 1 && captured.length < longestCapture) captured.push(byte);
  };
  const settle = (): void => {
    if (key !== undefined) found.set(key, valueOf(captured));
    key = undefined;
    captured = [];
  };
  const inside = (byte: number): void => {
    capture(byte);
    if (escaped) escaped = false;
    else if (byte === backslash) escaped = true;
    else if (byte === quote) inText = false;
  };
  const nest = (byte: number): void => {
    if (byte === openBrace || byte === openBracket) {
      if (depth === 0) isList = byte === openBracket;
      depth += 1;
      return;
    }
    if (depth === 1) settle();
    depth -= 1;
  };
  const outermost = (byte: number): void => {
    if (byte === comma) settle();
    else if (byte === colon && key === undefined) {
      key = String(valueOf(captured));
      captured = [];
    } else capture(byte);
  };
  const structure = (byte: number): void => {
    if (byte === quote) inText = true;
    if (isBracket(byte)) nest(byte);
    else if (depth === 1) outermost(byte);
  };
  return {
    feed(bytes) {
      for (const byte of bytes) {
        if (inText) inside(byte);
        else structure(byte);
      }
    },
    members: () => ({ isList, id: found.get('id'), method: found.get('method') }),
  };
}

const isBracket = (byte: number): boolean =>
  byte === openBrace || byte === openBracket || byte === closeBrace || byte === closeBracket;

/** What was cut off at the limit, or holds more than a plain value, has no value. */
function valueOf(bytes: readonly number[]): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

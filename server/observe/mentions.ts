/** Looks for paths, addresses and commands in parameters of a shape that nobody knows. Pure. */

/** Is what the parameters mention. */
export interface Mentions {
  readonly paths: readonly string[];
  readonly urls: readonly string[];
  readonly commands: readonly string[];
}

const mostTexts = 2_000;
const deepest = 12;

/** Finds what any text within a value mentions. */
export function mentionsIn(value: unknown): Mentions {
  const texts: { name: string; text: string }[] = [];
  collect('', value, 0, texts);
  const urls = texts.flatMap(
    ({ text }) => text.slice(0, 20_000).match(/\b(?:https?|wss?|ftp):\/\/[^\s"'<>`]+/giu) ?? [],
  );
  return {
    paths: [...new Set(texts.filter(({ text }) => isPath(text)).map(({ text }) => text))],
    urls: [...new Set(urls)],
    commands: [...new Set(texts.filter(({ name, text }) => isCommand(name, text)).map(({ text }) => text))],
  };
}

function collect(name: string, value: unknown, depth: number, texts: { name: string; text: string }[]): void {
  if (texts.length >= mostTexts || depth > deepest) return;
  if (typeof value === 'string') texts.push({ name, text: value });
  else if (Array.isArray(value)) for (const item of value) collect(name, item, depth + 1, texts);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) collect(key, item, depth + 1, texts);
  }
}

const isPath = (text: string): boolean =>
  text.length <= 4096 &&
  !/[\n\r]/u.test(text) &&
  !/^[a-z][a-z0-9+.-]+:\/\/(?<!file:\/\/)/iu.test(text) &&
  (/^(?:[/~]|\.{1,2}[/\\]|[A-Za-z]:[\\/]|\\\\|file:\/\/)/u.test(text) ||
    /^[^\s]*[/\\][^\s]*$|^\.?[\w-]+\.[\w.-]+$|^\.[\w-]+$/u.test(text));

const isCommand = (name: string, text: string): boolean =>
  /^(?:cmd|command|commandline|script|shell|exec|run|bash|code)s?$/iu.test(name.replace(/[_-]/gu, '')) ||
  /^(?:sudo |sh -c|bash -|cat |curl |rm |echo )|[;&|]\s*\w+ |\$\(|>\s*[./~]/u.test(text);

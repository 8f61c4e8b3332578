/** Finds definitions of MCP servers in any text: `"command": …, "args": […]` as JSON writes them. Pure. */
import type { Program } from '../settings/conditions/programs.ts';

/** Is a server's program with its place in the text. */
export interface WrittenServer {
  readonly program: Program;
  readonly start: number;
  readonly end: number;
}

const definition =
  /"command"\s{0,40}:\s{0,40}"((?:\\.|[^"\\\n]){1,400})"\s{0,40},\s{0,40}"args"\s{0,40}:\s{0,40}\[([^\][]{0,2000})\]/gu;

/** Lists the servers that a text defines, however much else it holds. */
export function serversIn(text: string): readonly WrittenServer[] {
  return Array.from(text.matchAll(definition), match => {
    const path = plain(match[1] ?? '');
    const args = Array.from((match[2] ?? '').matchAll(/"((?:\\.|[^"\\])*)"/gu), ([, arg = '']) => plain(arg));
    const name = path
      .replace(/^.*[\\/]/u, '')
      .replace(/\.(?:exe|cmd)$/iu, '')
      .toLowerCase();
    return { program: { name, path, args }, start: match.index, end: match.index + match[0].length };
  });
}

/** Undoes the escapes of a JSON text; what is none stays as it is. */
function plain(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

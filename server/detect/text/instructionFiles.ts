/** Tells which files agents obey: those that the file catalogue says so of, and names that carry it wherever they lie. */
import { classifyPath } from '../files/classify.ts';
import type { PlacedPath } from '../files/classify.ts';

const names =
  /(?:^|\/)(?:skill\.md|[^/]+\.(?:instructions|prompt|agent|chatmode)\.md|[^/]+\.mdc|\.(?:cursor|windsurf|cline)rules|memory-bank\/.*\.md)$/u;

/** Tells whether agents take a file's text for instructions. */
export function isInstructionFile(file: PlacedPath): boolean {
  const name = (file.relative ?? file.path).replaceAll('\\', '/').toLowerCase();
  return names.test(name) || classifyPath(file, 'write').some(rule => rule.classes.includes('INSTR'));
}

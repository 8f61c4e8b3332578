/** Go: how its tree is lowered, and how patterns are written so that its grammar takes them. */
import type { EllipsisPlace, Frame, LanguageAdapter } from '../language.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { statements } from './statements.ts';

const frames: readonly Frame[] = [
  { before: 'var _ = (', after: ')\n', pick: 'expression', complete: true },
  { before: 'var _ = T{', after: '}\n', pick: 'node', complete: true },
  { before: 'func _() {\n', after: '\n}\n', pick: 'statements', complete: true },
  { before: '', after: '\n', pick: 'file', complete: true },
  { before: 'func _() {\n', after: ' {}\n}\n', pick: 'header' },
  { before: '', after: ' {}\n', pick: 'header' },
  { before: 'type _ struct {\n', after: '\n}\n', pick: 'members' },
  { before: 'type _ interface {\n', after: '\n}\n', pick: 'members' },
  { before: 'var _ ', after: '\n', pick: 'node' },
  { before: 'func _(', after: ') {}\n', pick: 'node' },
  { before: 'func _() { switch x {\n', after: '\n} }\n', pick: 'node' },
  { before: 'func _() { select {\n', after: '\n} }\n', pick: 'node' },
  { before: 'func _() { if x {} ', after: '\n}\n', pick: 'node' },
];

/** `f($X...)` and `$X ...$T` are Go's own dots. */
const isVariadic = (before: string, after: string): boolean =>
  /[\w$)\]}]/.test(before) && /[$\w*[),]/.test(after);

/** Where only cases may stand, a case; in an import group, a path; elsewhere an identifier will do. */
function ellipses(place: EllipsisPlace): readonly string[] {
  const { before, after, bracket, head, alone, lead } = place;
  if (isCase(place)) return caseEllipses(place);
  if (bracket === '(' && /(?:^|\s)import$/.test(head)) return ['"DOTS_MV"'];
  if (bracket === '(' && isVariadic(before, after)) return ['...'];
  if (bracket !== '{' || alone || afterReturn.test(lead)) return ['DOTS_MV'];
  return onOneLine(before, after);
}

/** Other cases may be left out with `case ...`, without a colon. */
const isOtherCases = ({ lead, after }: EllipsisPlace): boolean => lead === 'case' && !/[:,]/.test(after);

const isCase = (place: EllipsisPlace): boolean =>
  isOtherCases(place) ||
  (place.bracket === '{' && /(?:^|[\s;{}])(?:switch|select)(?:[^{};]|;(?!\n))*$/.test(place.head));

function caseEllipses(place: EllipsisPlace): readonly string[] {
  if (isOtherCases(place)) return ['DOTS_MV:'];
  return place.before === '{' ? ['case DOTS_MV:', 'DOTS_MV'] : ['DOTS_MV', 'case DOTS_MV:'];
}

const afterReturn = /(?:^|[^\w$])return$/;

/** Statements on one line need what parts them. */
function onOneLine(before: string, after: string): readonly string[] {
  const parted = `${/[\w)\]}"'`]/.test(before) ? ';' : ''}DOTS_MV${/[),\]};]|^$/.test(after) ? '' : ';'}`;
  return [parted, 'DOTS_MV'];
}

/** The grammar wants the lines of a group ended; a group on one line is read without its parentheses. */
const oneLineGroup = /^([ \t]*(?:var|const)[ \t]*)\(((?:[^()\n;]|\([^()\n]*\)){0,500}\S[ \t]*)\)/gm;
const prepare = (text: string): string => text.replace(oneLineGroup, '$1 $2 ');

/** Is the adapter of Go. */
export const go: LanguageAdapter = {
  id: 'go',
  grammar: 'tree-sitter-go/tree-sitter-go.wasm',
  prepare,
  lower: lowerWith({ ...expressions, ...statements }),
  frames,
  ellipses,
  typedMetavariables: 'name-first',
  typeFrame: { before: 'var _ ', after: '\n', pick: 'node' },
  scoping: 'block',
  assignmentDeclares: false,
};

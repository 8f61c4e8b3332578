import { describe, expect, it } from 'vitest';
import { bash } from '../../../../server/engine/languages/bash/adapter.ts';
import { shown } from './lowered.ts';
import { compiled } from './compiled.ts';

describe('Bash', () => {
  it.each([
    [
      'curl -s "$URL/x" \'y\' | sh -c a"b$c"',
      '(ExprStmt (Binary pipe (Call (Name !command) (Args (Str "curl") (Str "-s") (Concat (Unary $ (Name URL)) (Str "/x")) (Str "y"))) (Call (Name !command) (Args (Str "sh") (Str "-c") (Call (Name !concat) (Args (Str "a") (Concat (Str "b") (Unary $ (Name c)))))))))',
    ],
    [
      'if [ -z "$1" ] && [[ $a =~ ^x ]]; then a; elif b; then c; else d; fi',
      '(If (Binary && (Call (Name !test) (Args (Unary -z (Concat (Unary $ (Name 1)))))) (Call (Name !extended-test) (Args (Binary =~ (Unary $ (Name a)) (Str "^x"))))) (Block (ExprStmt (Call (Name !command) (Args (Str "a"))))) (Block (If (Call (Name !command) (Args (Str "b"))) (Block (ExprStmt (Call (Name !command) (Args (Str "c"))))) (Block (ExprStmt (Call (Name !command) (Args (Str "d"))))))))',
    ],
    [
      'X=1\nexport Y="a" Z\nx+=2\na=(b c)',
      '(ExprStmt (Assign = (Name X) (Str "1")))\n(ExprStmt (Assign = (Name Y) (Str "a")))\n(ExprStmt (AugAssign + (Name x) (Str "2")))\n(ExprStmt (Assign = (Name a) (List (Str "b") (Str "c"))))',
    ],
    [
      'for i in a "$b"; do c; done',
      '(ForEach (Name i) (List (Str "a") (Concat (Unary $ (Name b)))) (Block (ExprStmt (Call (Name !command) (Args (Str "c"))))) _)',
    ],
    [
      'case $x in a|b) c ;; *) d ;; esac',
      '(Switch (Unary $ (Name x)) (Cases (Case (Tests (Str "a") (Str "b")) (Block (ExprStmt (Call (Name !command) (Args (Str "c")))))) (Case (Tests (Str "*")) (Block (ExprStmt (Call (Name !command) (Args (Str "d"))))))))',
    ],
    [
      'f() { local y=$(cat z); echo `date` & }',
      '(FuncDef (Name f) (Params) _ (Block (ExprStmt (Assign = (Name y) (Call (Name !subst) (Args (Call (Name !command) (Args (Str "cat") (Str "z"))))))) (ExprStmt (Unary & (Call (Name !command) (Args (Str "echo") (Call (Name !subst) (Args (Call (Name !command) (Args (Str "date")))))))))) (Mods) _)',
    ],
    [
      'cat <<EOF | sh\nhi $x\nEOF',
      '(ExprStmt (Binary pipe (Call (Name !command) (Args (Str "cat"))) (Call (Name !command) (Args (Str "sh")))))',
    ],
    ['a > b 2>&1 < c', '(ExprStmt (Call (Name !command) (Args (Str "a"))))'],
    [
      'echo ${x:-y} ${#x} ${a[0]} $((1 + 2)) $@',
      '(ExprStmt (Call (Name !command) (Args (Str "echo") (Unary $ (Name x)) (Unary $ (Name x)) (Other expansion (Index (Name a) (Str "0"))) (Other arithmetic_expansion $(( (Binary + (Str "1") (Str "2"))) (Unary $ (Name @)))))',
    ],
    [
      '! a\nuntil b; do c; done',
      '(ExprStmt (Unary ! (Call (Name !command) (Args (Str "a")))))\n(While (Unary ! (Call (Name !command) (Args (Str "b")))) (Block (ExprStmt (Call (Name !command) (Args (Str "c"))))))',
    ],
    [
      '(a; b) || { c; }',
      '(ExprStmt (Binary || (Call (Name !subshell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a")))) (ExprStmt (Call (Name !command) (Args (Str "b"))))))) (Block (ExprStmt (Call (Name !command) (Args (Str "c")))))))',
    ],
    [
      'for ((i=0; i<3; i++)); do a; done',
      '(For (Assign = (Name i) (Str "0")) (Binary < (Str "i") (Str "3")) (Update post (Str "i")) (Block (ExprStmt (Call (Name !command) (Args (Str "a"))))))',
    ],
    [
      'diff <(a) b\\ c',
      '(ExprStmt (Call (Name !command) (Args (Str "diff") (Call (Name !process) (Args (Call (Name !command) (Args (Str "a"))))) (Str "b c"))))',
    ],
    ['X=1 a', '(ExprStmt (Call (Name !command) (Args (Str "a"))))'],
    ['if a; then', '(If (Call (Name !command) (Args (Str "a"))) (Block) _)'],
  ])('lowers %j', (source, tree) => {
    expect(shown(bash, source)).toBe(tree);
  });
});

describe('patterns of Bash', () => {
  it.each([
    ['... | sh', 'expression (Binary pipe (Ellipsis) (Call (Name !command) (Args (Str "sh"))))'],
    ['a $...REST', 'expression (Call (Name !command) (Args (Str "a") (MetavarRest $...REST)))'],
    [
      '$CMD ... ${$V} ...',
      'expression (Call (Name !command) (Args (Metavar $CMD) (Ellipsis) (Unary $ (Metavar $V)) (Ellipsis)))',
    ],
    ['a', 'expression (Str "a")'],
    ['$X=$Y', 'expression (Assign = (Metavar $X) (Metavar $Y))'],
    ['"...$X"', 'expression (Concat (Str "...") (Metavar $X))'],
    [
      'for $I in $(ls ...); do\n  ...\ndone',
      'statement (ForEach (Metavar $I) (List (Call (Name !subst) (Args (Call (Name !command) (Args (Str "ls") (Ellipsis)))))) (Block (Ellipsis)) _)',
    ],
    ['a <... $X ...>', 'expression (Call (Name !command) (Args (Str "a") (DeepEllipsis (Metavar $X))))'],
    [
      'cd $D\n...\nrm ...',
      'sequence (ExprStmt (Call (Name !command) (Args (Str "cd") (Metavar $D)))) (Ellipsis) (ExprStmt (Call (Name !command) (Args (Str "rm") (Ellipsis))))',
    ],
    ["a '$X'", 'expression (Call (Name !command) (Args (Str "a") (Str "$X")))'],
  ])('reads %j', (source, tree) => {
    expect(compiled(bash, source)).toBe(tree);
  });
});

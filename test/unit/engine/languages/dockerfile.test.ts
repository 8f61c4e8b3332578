import { describe, expect, it } from 'vitest';
import { dockerfile } from '../../../../server/engine/languages/dockerfile/adapter.ts';
import { shown } from './lowered.ts';
import { compiled } from './compiled.ts';

describe('Dockerfile', () => {
  it.each([
    [
      'FROM --platform=x a:1@sha256:b AS c',
      '(ExprStmt (Call (Name FROM) (Args (Str "a") (Record (Pair (Name --platform) (Str "x")) (Pair (Name :) (Str "1")) (Pair (Name @) (Str "sha256:b")) (Pair (Name as) (Str "c"))))))',
    ],
    [
      'run a && \\\n  # c\n  b',
      '(ExprStmt (Call (Name RUN) (Args (Call (Name !shell) (Args (Block (ExprStmt (Binary && (Call (Name !command) (Args (Str "a"))) (Call (Name !command) (Args (Str "b")))))))) (Record))))',
    ],
    [
      'RUN --mount=type=cache ["a", "b"]',
      '(ExprStmt (Call (Name RUN) (Args (List (Str "a") (Str "b")) (Record (Pair (Name --mount) (Str "type=cache"))))))',
    ],
    [
      'ENV A=b C="d $X"\nENV K some value',
      '(VarDef (Name A) _ (Str "b") (Mods))\n(VarDef (Name C) _ (Call (Name !concat) (Args (Str "d ") (Unary $ (Name X)))) (Mods))\n(VarDef (Name K) _ (Str "some value") (Mods))',
    ],
    [
      'ARG X=1\nARG Y',
      '(ExprStmt (Call (Name ARG) (Args (Name X) (Str "1"))))\n(ExprStmt (Call (Name ARG) (Args (Name Y))))',
    ],
    [
      'COPY --from=a b "c d" /e',
      '(ExprStmt (Call (Name COPY) (Args (Str "b") (Str "c d") (Str "/e") (Record (Pair (Name --from) (Str "a"))))))',
    ],
    [
      'EXPOSE 22 80/tcp $P',
      '(ExprStmt (Call (Name EXPOSE) (Args (Str "22") (Tuple (Str "80") (Str "/tcp")) (Unary $ (Name P)))))',
    ],
    ['USER a:b', '(ExprStmt (Call (Name USER) (Args (Str "a") (Record (Pair (Name :) (Str "b"))))))'],
    [
      'HEALTHCHECK --interval=1s CMD a\nHEALTHCHECK NONE',
      '(ExprStmt (Call (Name HEALTHCHECK) (Args (Call (Name CMD) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a"))))))) (Record))) (Record (Pair (Name --interval) (Str "1s"))))))\n(ExprStmt (Call (Name HEALTHCHECK) (Args (Str "NONE") (Record))))',
    ],
    [
      'LABEL a=b "c"=\'d\'',
      '(ExprStmt (Call (Name LABEL) (Args (Str "a") (Str "b"))))\n(ExprStmt (Call (Name LABEL) (Args (Str "c") (Str "d"))))',
    ],
    [
      'ONBUILD RUN a',
      '(ExprStmt (Call (Name ONBUILD) (Args (Call (Name RUN) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a"))))))) (Record))))))',
    ],
    [
      'RUN <<EOF\na\nEOF\nCMD b',
      '(ExprStmt (Call (Name RUN) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a"))))))) (Record))))\n(ExprStmt (Call (Name CMD) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "b"))))))) (Record))))',
    ],
    [
      '# escape=`\nRUN a `\n b',
      '(ExprStmt (Call (Name RUN) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a") (Str "b"))))))) (Record))))',
    ],
    [
      'SHELL ["powershell"]\nRUN Get-X',
      '(ExprStmt (Call (Name SHELL) (Args (List (Str "powershell")))))\n(ExprStmt (Call (Name RUN) (Args (Str "Get-X") (Record))))',
    ],
    [
      'WORKDIR $H/x\nVOLUME ["/a"]\nSTOPSIGNAL 9\nMAINTAINER me',
      '(ExprStmt (Call (Name WORKDIR) (Args (Call (Name !concat) (Args (Unary $ (Name H)) (Str "/x"))))))\n(ExprStmt (Call (Name VOLUME) (Args (List (Str "/a")))))\n(ExprStmt (Call (Name STOPSIGNAL) (Args (Str "9"))))\n(ExprStmt (Call (Name MAINTAINER) (Args (Str "me"))))',
    ],
    ['NONSENSE x', '(ExprStmt (Call (Name NONSENSE) (Args)))'],
    ['RUN <<EOF', '(ExprStmt (Call (Name RUN) (Args (Call (Name !shell) (Args (Block))) (Record))))'],
  ])('lowers %j', (source, tree) => {
    expect(shown(dockerfile, source)).toBe(tree);
  });
});

describe('patterns of Dockerfile', () => {
  it.each([
    ['FROM $I:$T', 'expression (Call (Name FROM) (Args (Metavar $I) (Record (Pair (Name :) (Metavar $T)))))'],
    [
      'USER root\n...\nCMD ...',
      'sequence (ExprStmt (Call (Name USER) (Args (Str "root") (Record)))) (Ellipsis) (ExprStmt (Call (Name CMD) (Args (Ellipsis) (Record))))',
    ],
    [
      'RUN a ...',
      'expression (Call (Name RUN) (Args (Call (Name !shell) (Args (Block (ExprStmt (Call (Name !command) (Args (Str "a") (Ellipsis))))))) (Record)))',
    ],
    ['RUN ...', 'expression (Call (Name RUN) (Args (Ellipsis) (Record)))'],
    [
      'CMD [..., "$X", $Y]',
      'expression (Call (Name CMD) (Args (List (Ellipsis) (Str "$X") (Metavar $Y)) (Record)))',
    ],
    ['ENV $K=$V', 'statement (VarDef (Metavar $K) _ (Metavar $V) (Mods))'],
    ['COPY ... /x', 'expression (Call (Name COPY) (Args (Ellipsis) (Str "/x") (Record)))'],
    ['$X', 'expression (Metavar $X)'],
  ])('reads %j', (source, tree) => {
    expect(compiled(dockerfile, source)).toBe(tree);
  });
});

/** What the words of a shell refer to: variables of a scope, and substitutions run in a copy of it. */
import type { Interpreter } from './interpreter.ts';
import { innerScope, lookupVariable } from './scope.ts';
import type { Scope } from './scope.ts';
import type { WordSource } from './words.ts';

/** Answers words of a scope; `into` names the program whose words they are, so that a download run by it shows. */
export const sourceOf = (scope: Scope, shell: Interpreter): WordSource => ({
  lookup: name => lookupVariable(scope, name),
  substitute: command => shell.text(command, innerScope(scope, 'substitution'), { from: 'terminal' }),
});

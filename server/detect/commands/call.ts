/** A simple command as its program sees it: arguments, input, and ways to say what it does. Types only. */
import type { PathOp } from '../../../common/event.ts';
import type { ObservedCommand } from '../../pipeline/types.ts';
import type { Word } from './commandLine.ts';

/** Says where a command's input comes from. */
export type Input =
  | { readonly from: 'terminal' }
  | { readonly from: 'text'; readonly text: string }
  | { readonly from: 'pipe'; readonly text: string | undefined }
  | { readonly from: 'file' };

/** Lists interpreters whose one-liners are scanned. */
export type Language = 'python' | 'node' | 'perl' | 'ruby' | 'php' | 'awk' | 'other';

/** Is a simple command being interpreted; its methods record what it would do. */
export interface Call {
  readonly program: string;
  readonly args: readonly Word[];
  readonly input: Input;
  touch(path: Word, op: PathOp): void;
  write(path: Word, content: string | undefined, append: boolean): void;
  fetch(url: string): void;
  hide(reason: string): void;
  /** Records a command that runs by other means than this shell, such as a statement of another language. */
  note(command: ObservedCommand): void;
  /** Runs another command with the same input; returns its output where known. */
  run(words: readonly Word[], via: string): string | undefined;
  /** Runs shell text; returns its output where known. */
  shell(text: string, via: string): string | undefined;
  /** Scans code of another language. */
  code(language: Language, text: string): void;
  /** Sets a variable. */
  assign(name: string, value: string | undefined): void;
  /** Names shell text that a word stands for. */
  alias(name: string, text: string): void;
  /** Changes the folder that later paths start from. */
  enter(folder: Word | undefined): void;
}

/** Interprets one program; returns its output where that is known without running it. */
export type Program = (call: Call) => string | undefined;

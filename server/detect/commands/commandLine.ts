/** What a command line would do, as far as its text tells. Pure types and small makers. */
import type { PathOp, PathUse } from '../../../common/event.ts';
import type { ObservedCommand } from '../../pipeline/types.ts';

/** Stands for a part of a word that is computed at run time. */
export const computedMark = '\uFFFC';

/** Is how commands are reached that run on another machine: the files that they name are none of this one. */
export const elsewhere = 'on another machine';

/** Is how commands are reached that run in a container, which has files of its own. */
export const inContainer = 'in a container';

/** Names what a shell notes when a function is defined: its name and its text. */
export const definedFunction = 'function definition';

/** Tells whether the files that a command names lie somewhere else than here. */
export const runsElsewhere = (via: readonly string[]): boolean =>
  via.includes(elsewhere) || via.includes(inContainer);

/** Is a path that a command line touches; relative ones start from the folder the command line starts in. */
export interface CommandPath extends PathUse {
  /** True when the path is a pattern that the shell expands. */
  readonly glob?: true;
}

/** Is text that a command line puts into a file, where the text is known without running anything. */
export interface CommandWrite {
  readonly path: string;
  readonly content: string;
  readonly append: boolean;
}

/** Is everything that a command line would do, as far as its text tells. */
export interface CommandLine {
  readonly commands: readonly ObservedCommand[];
  readonly paths: readonly CommandPath[];
  readonly writes: readonly CommandWrite[];
  readonly urls: readonly string[];
  /** Says what could not be understood, one phrase each. */
  readonly opaque: readonly string[];
}

/** Is one word of a command after quotes, variables and braces. */
export interface Word {
  /** Holds `computedMark` where a part is computed. */
  readonly text: string;
  readonly glob: boolean;
}

/** Makes a plain word. */
export const wordOf = (text: string): Word => ({ text, glob: false });

/** Tells whether a text has a part that is computed at run time. */
export const isComputed = (text: string): boolean => text.includes(computedMark);

/** Collects what a command line does; bounded, so that no text can make it grow without end. */
export class Harvest {
  readonly commands: ObservedCommand[] = [];
  readonly paths: CommandPath[] = [];
  readonly writes: CommandWrite[] = [];
  readonly urls: string[] = [];
  readonly opaque: string[] = [];
  readonly #limit = 4000;

  /** Tells whether there is room for more. */
  get full(): boolean {
    return this.commands.length + this.paths.length + this.urls.length > this.#limit;
  }

  /** Adds a command. */
  note(command: ObservedCommand): void {
    if (!this.full) this.commands.push(command);
  }

  /** Adds a path use, once. */
  touch(path: string, op: PathOp, glob: boolean): void {
    if (path === '' || this.full || this.paths.some(other => other.path === path && other.op === op)) return;
    this.paths.push(glob ? { path, op, glob } : { path, op });
  }

  /** Adds a reason for not understanding, once. */
  hide(reason: string): void {
    if (!this.opaque.includes(reason)) this.opaque.push(reason);
  }

  /** Adds a URL, once. */
  fetch(url: string): void {
    if (!this.urls.includes(url) && !this.full) this.urls.push(url);
  }
}

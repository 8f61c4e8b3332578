/** Texts that detections read, each with where it comes from. Types only. */
import type { ObservedCommand } from '../../pipeline/types.ts';

/** Lists where a text comes from or goes to. */
export const surfaces = [
  'instruction file',
  'written content',
  'read content',
  'attached text',
  'prompt',
  'tool description',
  'tool result',
  'web text',
  'command',
  'sent text',
] as const;
/** Names where a text comes from or goes to; an instruction file is one that agents obey, written or read. */
export type Surface = (typeof surfaces)[number];

/** Is one text of an event. */
export interface TextSource {
  readonly surface: Surface;
  readonly text: string;
  /** Text that stood there before, where an event changes a file; only what is new counts then. */
  readonly before: string | undefined;
  /** Canonical path of the file, or '' when the text is no file's. */
  readonly path: string;
  /** Lower-case name of the file with `/`, relative to its root where it has one; '' when the text is no file's. */
  readonly name: string;
  /** What a command line would run, on the surface `command`; else empty. */
  readonly commands: readonly ObservedCommand[];
}

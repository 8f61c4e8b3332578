/** A package that a text or a command names. Types only. */
import type { Ecosystem } from '../popular.ts';

/** Is a package that is named, and where. */
export interface NamedPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** An import may mean a module of the workspace; the other ways fetch from a registry. */
  readonly by: 'install' | 'manifest' | 'import';
}

/** The shape of a rule on commands: metadata and one pure function. Types and makers only. */
import type { Observation, ObservedCommand } from '../../pipeline/types.ts';
import type { RuleInfo } from '../rule.ts';

/** Is a rule on what a command line runs; one a file. */
export interface CommandRule extends RuleInfo {
  /** Tells whether the observation shows it. Pure and total. */
  readonly matches: (observation: Observation) => boolean;
}

/** Tells whether a command reads a pipe that one of some programs feeds. */
export const isFedBy = (command: ObservedCommand, programs: ReadonlySet<string>): boolean =>
  command.via.some(via => via.startsWith('pipe from ') && programs.has(via.slice('pipe from '.length)));

/** Tells whether a command's input is given with it: a pipe, a file, a here-document. */
export const hasInput = (command: ObservedCommand): boolean =>
  command.via.some(via => via.startsWith('input from '));

/** Makes a set of names from words. */
export const names = (words: string): ReadonlySet<string> =>
  new Set(words.split(/\s+/u).filter(word => word !== ''));

/** Programs that fetch text from the network. */
export const downloaders = names(
  'curl wget wget2 http https xh aria2c lwp-request lwp-download lynx fetch iwr irm invoke-webrequest invoke-restmethod',
);

/** Programs that run text that they are given. */
export const interpreters = names(
  'sh bash zsh dash ksh mksh ash fish python python2 python3 pypy pypy3 node nodejs bun deno perl ruby php lua powershell pwsh iex invoke-expression source . eval osascript',
);

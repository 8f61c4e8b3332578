/** A floor as the verbs show it. */
import { describeProblem, type Problem } from '../../../common/result.ts';
import type { FloorState } from '../../floor/floor.ts';
import type { VerifiedFloor } from '../../floor/verify.ts';
import type { CommandContext } from '../command.ts';

const dayMs = 86_400_000;

/** Returns what is shown of a verified floor. */
export function floorJson({ manifest, digest, signer, files }: VerifiedFloor) {
  const { name, serial, created, expires, minimumVersion, keyIds } = manifest;
  const paths = [...files.keys()].toSorted();
  return { name, serial, created, expires, minimumVersion, keyIds, signer: signer.id, digest, files: paths };
}

/** Is what both a verified floor and the one in force have. */
interface Shown {
  readonly name: string;
  readonly serial: number;
  readonly signer: string;
  readonly digest: string;
  readonly expires: string;
  readonly files: readonly string[];
}

/** Describes a floor in some lines. */
export function describeFloor(floor: Shown, source: string, now: number): string {
  const { name, serial, signer, digest, expires, files } = floor;
  const days = Math.floor((Date.parse(expires) - now) / dayMs);
  const time = days < 0 ? 'expired' : `${days} days from now`;
  return [
    `  name     ${name}, serial ${serial}`,
    `  source   ${source}`,
    `  signer   key ${signer}`,
    `  digest   ${digest}`,
    `  expires  ${expires} (${time})`,
    `  files    ${files.length === 0 ? 'none' : files.join(', ')}`,
    '',
  ].join('\n');
}

/** Returns the state of a floor for programs. */
export const stateJson = (state: FloorState) =>
  state.status === 'none' ? state : { ...state, files: [...state.files.keys()].toSorted() };

/** Describes the state of the floor. */
export function describeState(state: FloorState, now: number): string {
  if (state.status === 'none') return 'No floor is configured.\n';
  const title = `The floor is ${state.status}.\n`;
  if (state.status === 'missing') {
    const { refused } = state;
    const there = refused === undefined ? '' : `  refused  ${refused.name}, serial ${refused.serial}\n`;
    return `${title}  source   ${state.source}\n${there}`;
  }
  return title + describeFloor({ ...state, files: [...state.files.keys()].toSorted() }, state.source, now);
}

/** Writes problems to standard error, one a line. */
export const showProblems = (problems: readonly Problem[], { err }: Pick<CommandContext, 'err'>): void => {
  for (const problem of problems) err(`${describeProblem(problem)}\n`);
};

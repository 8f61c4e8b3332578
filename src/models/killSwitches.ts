/** Says what switches agents' hooks off in a folder that was opened. Must not import vscode. */
import type { SwitchedOff } from '../../common/protocol.ts';
import { count, fileName, plain, who } from './wording.ts';

/** Names the buttons of the notice, in their order; the first is harmless, since extensions can press it. */
export type SwitchButton = 'Show' | 'Undo It' | 'Undo All' | 'Keep' | 'Keep All';

/** Is the notice about what switches hooks off. */
export interface SwitchNotice {
  readonly message: string;
  readonly buttons: readonly SwitchButton[];
}

/** Returns the notice; undefined for nothing. */
export function switchNotice(switches: readonly SwitchedOff[]): SwitchNotice | undefined {
  const [first] = switches;
  if (first === undefined) return undefined;
  const names = [...new Set(switches.flatMap(({ agents }) => agents))].map(agent => who('agent', agent));
  const whose = names.length === 0 ? 'an agent' : names.join(' and ');
  const end = 'While that stands, Ringfence does not see what it does.';
  if (switches.length > 1)
    return {
      message: `${count(switches.length, 'setting')} of this folder switch off the hooks of ${whose}. ${end}`,
      buttons: ['Show', 'Undo All', 'Keep All'],
    };
  const place = plain(`${fileName(first.path, first.root)}:${first.line}`, 100);
  return {
    message: `This folder switches off the hooks of ${whose}: ${plain(first.key, 60)} in ${place}. ${end}`,
    buttons: ['Show', 'Undo It', 'Keep'],
  };
}

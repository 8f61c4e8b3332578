/** The drill's stories as events, to compare verdicts by. Pure. */
import type { GuardEvent } from '../../../common/event.ts';
import { parseGuardEvent } from '../../../common/parseEvent.ts';
import { agentAttacks, type Deed } from '../drill/attacks.ts';

/** Returns each story with its event in a place. */
export const drillEvents = ({
  cwd,
  roots,
}: Pick<GuardEvent, 'cwd' | 'roots'>): readonly { readonly name: string; readonly event: GuardEvent }[] =>
  agentAttacks.flatMap(({ title, deed }) => {
    const defaults = { id: title, cwd, roots, ts: 0, surface: 'hook' };
    const event = parseGuardEvent({ agent: 'codex', ...rawOf(deed) }, defaults);
    return event.ok ? [{ name: `an agent ${title}`, event: event.value }] : [];
  });

function rawOf(deed: Deed): object {
  if (deed.do === 'run') return { kind: 'shell.exec', command: deed.command };
  return deed.do === 'read'
    ? { kind: 'fs.read', paths: [{ path: deed.file, op: 'read' }] }
    : { kind: 'fs.write', paths: [{ path: deed.file, op: 'write' }], content: deed.content };
}

/** Records of what happened are wiped: shell histories, logs, event logs, backups that would show or undo it. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that wipe histories, logs or the copies that a recovery needs. */
export const erasedTraces: CommandRule = {
  id: 'commands/erased-traces',
  title: 'Records or recovery copies are wiped',
  why: 'Histories, logs and shadow copies show what happened and bring back what was lost; only an attack needs them gone.',
  remedy: 'Leave them as they are; `journalctl --disk-usage` or `du -sh logs` shows what takes space.',
  severity: 'high',
  confidence: 'high',
  risks: ['HIDE'],
  tags: tags('OWASP-ASI@2026:ASI10', 'MITRE-ATLAS@5.6.0:AML.T0107', 'CWE@4.18:CWE-778'),
  matches: observation =>
    observation.commands.some(command => wipes(command) || unsetsHistory(command)) ||
    deletesCopies(observation) ||
    /\b(?:remove-item|ri|rm|del|clear-content|set-content)\b[^;|]*historysavepath/iu.test(
      (observation.event.command ?? '').slice(0, 20_000),
    ) ||
    removesLog(observation),
};

const wipes = isAct({
  history: ['-c', '-cw'],
  fc: ['-p'],
  journalctl: [
    '--vacuum-time=1s|--vacuum-size=1|--vacuum-size=0|--vacuum-size=1k|--vacuum-size=1m|--vacuum-files=1|--vacuum-files=0',
    '--vacuum-time ~1s',
    '--vacuum-size ~1k',
  ],
  touch: ['-r /etc/|/bin/', '-r ~/etc/|/bin/|/usr/|/sbin/|/lib/', '~--reference=/'],
  wevtutil: ['cl|clear-log', 'sl /e ~false'],
  'clear-eventlog remove-eventlog limit-eventlog': [''],
  'set-psreadlineoption': ['~savenothing'],
  fsutil: ['usn deletejournal'],
  vssadmin: ['delete|resize'],
  wbadmin: ['delete'],
  wmic: ['shadowcopy delete', 'shadowcopy where delete', '~shadowcopy ~delete', 'nteventlog ~cleareventlog'],
  diskshadow: ['delete', '~delete'],
  auditpol: ['/clear'],
  log: ['erase'],
  cipher: ['/w'],
  utmpdump: ['-r'],
});

const historyNames = /^(?:HISTFILE|HISTSIZE|HISTFILESIZE|HISTCONTROL|LESSHISTFILE|SAVEHIST)$/u;

function unsetsHistory({ program, args }: ObservedCommand): boolean {
  if (program === 'unset') return args.some(arg => historyNames.test(arg));
  if (program === 'export')
    return args.some(arg => /^(?:HISTFILE|HISTSIZE|HISTFILESIZE)=(?:\/dev\/null|0)?$/u.test(arg));
  if (program === 'set') return args.join(' ') === '+o history';
  return program === 'ln' && args.includes('/dev/null') && args.some(arg => /_history$/u.test(arg));
}

/** `Get-WmiObject Win32_ShadowCopy | ForEach-Object { $_.Delete() }`. */
const deletesCopies = ({ commands }: Observation): boolean =>
  commands.some(({ args }) => args.some(arg => /win32_shadowcopy/iu.test(arg))) &&
  commands.some(({ program }) => /^(?:\.delete|remove-(?:ciminstance|wmiobject))$/u.test(program));

/** System logs and histories that are removed or overwritten, not those of a project. */
const removesLog = ({ paths, commands }: Observation): boolean =>
  paths.some(
    ({ op, via, path, homeRelative }) =>
      via === 'command' &&
      ((op === 'delete' && !commands.some(({ program }) => program === 'mv')) ||
        (op === 'write' && commands.some(({ program }) => overwriters.test(program)))) &&
      (/^(?:\/private)?\/var\/(?:log|audit|run\/utmp|adm)(?:\/|$)/u.test(path) ||
        /^[a-z]:\/windows\/(?:system32\/winevt|prefetch)/iu.test(path) ||
        /^\.(?:bash|zsh|sh|python|mysql|psql)_history$|^\.local\/share\/fish\/fish_history$/u.test(
          homeRelative ?? '',
        )),
  );

const overwriters = /^(?:truncate|shred|cat|echo|:|true|cp|dd|tee|ln|printf|)$/u;

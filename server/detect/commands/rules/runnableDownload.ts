/** A download is made runnable: the next command starts it, and nobody has read it. */
import { tags } from '../../rule.ts';
import type { Observation } from '../../../pipeline/types.ts';
import { downloaders } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports downloads that the same line makes runnable. */
export const runnableDownload: CommandRule = {
  id: 'commands/runnable-download',
  title: 'A download is made runnable unread',
  why: 'Whoever controls the address controls what the next command starts.',
  remedy:
    'Download only, for example `curl -o tool.sh https://example.com/tool.sh`, and let the user read and permit it; or use a package manager.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-829'),
  matches: makesRunnable,
};

function makesRunnable({ commands }: Observation): boolean {
  const from = commands.findIndex(({ program }) => downloaders.has(program));
  if (from < 0) return false;
  return commands.slice(from + 1).some(({ program, args }) => {
    if (program !== 'chmod' || !args.some(arg => /^[augo]*\+\w*x|^0?[157]\d\d$/u.test(arg))) return false;
    const [, ...files] = args.filter(arg => !/^-[RcfvH]+$|^--/u.test(arg));
    return files.some(file =>
      names(
        commands
          // `curl https://example.com/?a=1&b=2 -o tool`: without quotes the rest is a command of its own.
          .filter(({ program: other }, at) => at <= from || other.startsWith('-'))
          .flatMap(({ args: own }) => own),
      ).has(baseName(file)),
    );
  });
}

const baseName = (file: string): string => file.split('/').at(-1)?.toLowerCase() ?? '';

/** Lists names that arguments end in, also as the end of an address. */
const names = (args: readonly string[]): ReadonlySet<string> =>
  new Set(args.map(arg => baseName(arg.replace(/[?#].*$/u, ''))).filter(name => name !== ''));

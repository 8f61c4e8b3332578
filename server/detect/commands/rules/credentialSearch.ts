/** Credentials are looked for where they are kept: by names of key files, or by words, over a home or a whole disk. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports searches of homes, system folders and whole disks for keys and passwords. */
export const credentialSearch: CommandRule = {
  id: 'commands/credential-search',
  title: 'Credentials are searched for outside the workspace',
  why: 'What such a search finds, the agent and its model have seen.',
  remedy:
    'Search inside the workspace, for example `rg -l API_TOKEN src`, and ask the user for what is needed.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['SECRET', 'SHELL'],
  tags: tags('OWASP-ASI@2026:ASI03', 'MITRE-ATLAS@5.6.0:AML.T0055', 'CWE@4.18:CWE-522'),
  matches: ({ commands }) => commands.some(hunts),
};

const finders = names('find gfind fd fdfind locate mlocate plocate mdfind');
const greppers = names('grep egrep fgrep zgrep rg ag ack ugrep select-string sls findstr');

const broadPlace =
  /^(?:~|\$HOME|\/|\/(?:home|users|root|etc|var|opt|srv|mnt|media)(?:\/[^/]+)?|[a-z]:\\?|[a-z]:\\users(?:\\[^\\]+)?)[/\\]?\*?$/iu;
const keyFile =
  /^\*?(?:\.?id_(?:rsa|dsa|ecdsa|ed25519)|\.pem|\.key|\.ppk|\.p12|\.pfx|\.kdbx?|\.ovpn|\.env|\.aws|\.ssh|\.netrc|\.npmrc|\.pypirc|\.pgpass|\.git-credentials|credentials?(?:\.json)?|.*passw(?:or)?d.*|.*secret.*|wallet\.dat|key3\.db|key4\.db|logins\.json|login data|shadow|kubeconfig|authorized_keys|known_hosts|.*_history)\*?$/iu;
const credentialWord =
  /(?:passw(?:or)?d|passwd|\bpwd\b|secret|api[_-]?key|access[_-]?key|private[_ -]?key|credential|\bAKIA|\bghp_|xox[bp]|BEGIN\b.*\bKEY|bearer|auth[_-]?token|mnemonic|seed phrase)/iu;

function hunts({ program, args }: ObservedCommand): boolean {
  if (/^(?:get-childitem|dir)$/u.test(program))
    return args.some(arg => broadPlace.test(arg)) && args.some(arg => keyFile.test(arg));
  if (finders.has(program)) {
    const everywhere = /locate|mdfind/u.test(program) || args.some(arg => broadPlace.test(arg));
    return everywhere && args.some(arg => keyFile.test(arg.split('/').at(-1) ?? ''));
  }
  if (!greppers.has(program)) return false;
  const deep =
    /^(?:rg|ag|ack)$/u.test(program) ||
    args.some(arg => /^-[a-z]*[rR][a-zA-Z]*$|^--recursive$|^\/s[a-z]*$|^-recurse$/u.test(arg));
  const whole = args.some(arg => broadPlace.test(arg));
  const files =
    args.some(arg => /^[a-z]:\\|^\*\.(?:xml|ini|txt|config)$/iu.test(arg)) && program === 'findstr';
  return deep && (whole || files) && args.some(arg => !arg.startsWith('-') && credentialWord.test(arg));
}

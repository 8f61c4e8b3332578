/** Programs whose whole purpose is to print a credential. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that print a stored credential, so that the agent and its model would see it. */
export const printedCredential: CommandRule = {
  id: 'commands/printed-credential',
  title: 'A stored credential is printed',
  why: 'The agent and its model would then see it.',
  remedy: 'Let the user run what needs the credential; `gh auth status` shows who is signed in.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SECRET'],
  tags: tags(
    'OWASP-ASI@2026:ASI03',
    'OWASP-LLM@2025:LLM02',
    'MITRE-ATLAS@5.6.0:AML.T0055',
    'CWE@4.18:CWE-522',
  ),
  matches: ({ commands }) => commands.some(prints),
};

const printers: ReadonlyMap<string, RegExp> = new Map([
  ['gh', /^auth (?:token\b|status\b.*(?:--show-token|\s-t\b))/u],
  ['glab', /^auth token\b/u],
  ['aws', /^(?:configure get \S*(?:secret|token)|configure export-credentials|sts get-session-token)/u],
  ['security', /^(?:find-(?:generic|internet)-password\b.* -(?:w|g)|export )/u],
  ['op', /^(?:read|item get)\b/u],
  ['vault', /^kv get\b/u],
  ['pass', /^(?:show )?[\w./-]+$/u],
  ['git', /^credential(?: fill|-(?:store|cache|libsecret|osxkeychain|manager(?:-core)?)\b.* get)\b/u],
  ['gpg', /--export-secret-(?:sub)?keys\b/u],
  ['gpg2', /--export-secret-(?:sub)?keys\b/u],
  ['npm', /^(?:config get \S*_auth|token list\b)/u],
  ['gcloud', /^auth (?:application-default )?print-(?:access|identity)-token\b/u],
  ['az', /^account get-access-token\b/u],
  ['netsh', /\bkey=clear\b/iu],
  ['keyctl', /^(?:print|pipe|read)\b/u],
  ['cmdkey', /^\/list/iu],
  ['secret-tool', /^(?:lookup|search)\b/u],
  ['convertto-securestring', /^(?!.*\$).*-asplaintext\b/iu],
  ['kubectl', /^get secrets?\b.*(?:-o|--output)/u],
]);

const notShown = /^(?:ls|list|find|grep|git|help|version|init|insert|edit|generate|rm|mv|cp)\b/u;

function prints({ program, args }: ObservedCommand): boolean {
  const line = args.join(' ');
  return printers.get(program)?.test(line) === true && !(program === 'pass' && notShown.test(line));
}

/** Packages that are installed from an address instead of a registry. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { wantedBy } from '../names/installs.ts';

/** Reports addresses in install commands and Python's requirements; package.json is judged key by key elsewhere. */
export const outsideSource: TextRule = {
  id: 'packages/outside-source',
  title: 'A package comes from an address instead of a registry',
  why: 'Whoever controls the address changes at any time what is installed and run, unseen by the checks of a registry.',
  remedy: 'Install a published version from the registry.',
  severity: 'high',
  confidence: 'medium',
  risks: ['BUILD'],
  tags: tags(
    'OWASP-ASI@2026:ASI04',
    'OWASP-LLM@2025:LLM03',
    'MITRE-ATLAS@5.6.0:AML.T0010.001',
    'CWE@4.18:CWE-829',
  ),
  surfaces: ['command', 'written content'],
  find: source => addressesIn(source).map(spotOf),
};

interface Address {
  readonly url: string;
  readonly start: number;
}

const requirement =
  /^[ \t]*(?:-e[ \t]+)?(?:[\w.[\],-]+[ \t]*@[ \t]*)?((?:git\+)?(?:https?|git|ssh|ftp):\/\/\S{3,300})/gmu;

function addressesIn({ surface, text, name, commands }: TextSource): readonly Address[] {
  if (surface === 'command')
    return commands
      .flatMap(wantedBy)
      .flatMap(({ addresses }) => addresses.map(url => ({ url, start: Math.max(0, text.indexOf(url)) })));
  if (!/(?:^|\/)requirements[^/]*\.(?:txt|in)$/u.test(name)) return [];
  return Array.from(text.matchAll(requirement), match => {
    const url = match[1] ?? '';
    return { url, start: match.index + match[0].length - url.length };
  });
}

const wellKnown =
  /(?:\/\/|@)(?:[\w.-]+@)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|codeload\.github\.com|raw\.githubusercontent\.com|files\.pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|download\.pytorch\.org|storage\.googleapis\.com)[/:]|^(?:github|gitlab|bitbucket|gist):/u;

function spotOf({ url, start }: Address): Spot {
  const place = { start, end: start + url.length };
  if (/(?:^|@[ \t]*|\+)(?:http|git|ftp):\/\/(?!(?:localhost|127\.))/u.test(url))
    return { ...place, detail: 'It is fetched without encryption.' };
  return wellKnown.test(url)
    ? { ...place, severity: 'info', detail: 'A host of source code serves it.' }
    : { ...place, severity: 'medium' };
}

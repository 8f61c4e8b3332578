/** Packages that are installed from an address instead of a registry. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import type { TextSource } from '../../text/source.ts';
import { wantedBy } from '../names/installs.ts';

/** Reports addresses in install commands and manifests; package.json is judged key by key elsewhere. */
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
  return shapes
    .filter(shape => shape.name.test(name))
    .flatMap(({ line }) =>
      Array.from(text.matchAll(line), match => {
        const url = match[1] ?? '';
        return { url, start: match.index + match[0].lastIndexOf(url) };
      }),
    );
}

/** Is how each manifest writes that a package comes from an address. */
const shapes: readonly { readonly name: RegExp; readonly line: RegExp }[] = [
  { name: /(?:^|\/)requirements[^/]*\.(?:txt|in)$/u, line: requirement },
  {
    name: /(?:^|\/)pyproject\.toml$/u,
    line: /["'][\w.[\],-]{1,100}[ \t]*@[ \t]*((?:git\+)?(?:https?|git|ssh):\/\/[^"'\s]{3,300})["']/gu,
  },
  {
    name: /(?:^|\/)(?:pyproject|cargo)\.toml$|(?:^|\/)pipfile$/u,
    line: /^[ \t]*["']?[\w.-]{1,100}["']?[ \t]*=[ \t]*\{[^}\n]{0,200}?\b(?:git|url)[ \t]*=[ \t]*["']((?:https?|git|ssh):\/\/[^"'\s]{3,300})["']/gmu,
  },
  {
    name: /(?:^|\/)gemfile$/u,
    line: /^[ \t]*gem[ \t(][^\n#]{1,200}?\bgit(?::|["']?[ \t]*=>)[ \t]*["']((?:https?|git|ssh):\/\/[^"'\s]{3,300})["']/gmu,
  },
];

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

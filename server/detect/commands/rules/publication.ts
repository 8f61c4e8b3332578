/** A version is published: whoever installs it runs it, and most registries never let a version be taken back. */
import { tags } from '../../rule.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that publish a package, or change who may. */
export const publication: CommandRule = {
  id: 'commands/publication',
  title: 'A package is published in the name of the user',
  why: 'Everybody who installs it runs it, and most registries never take a version back.',
  remedy:
    'Try it first, for example `npm publish --dry-run`, `cargo publish --dry-run` or `npm pack`, and let the user publish.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-ASI@2026:ASI04', 'OWASP-LLM@2025:LLM06'),
  matches: ({ commands }) => commands.some(command => publishes(command)),
};

const publishes = isAct({
  'npm pnpm bun': ['publish', 'owner|author add', 'deprecate', 'access public|grant'],
  yarn: ['publish', 'npm publish', 'owner add|remove'],
  lerna: ['publish'],
  changeset: ['publish'],
  cargo: ['publish', 'owner --add|-a'],
  gem: ['push', 'owner -a|--add'],
  twine: ['upload'],
  'poetry flit hatch pdm uv maturin': ['publish', 'upload'],
  'vsce ovsx': ['publish', 'unpublish'],
  'nuget choco': ['push'],
  dotnet: ['nuget push'],
  mix: ['hex.publish'],
  'dart flutter': ['pub publish'],
  pod: ['trunk push'],
  helm: ['push'],
  stack: ['upload'],
  cabal: ['upload --publish'],
  jsr: ['publish'],
  deno: ['publish'],
});

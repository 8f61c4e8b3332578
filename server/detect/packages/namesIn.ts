/** Lists the packages that a text or command names, once for all rules. Pure. */
import type { TextSource } from '../text/source.ts';
import { packagesInCode } from './names/imports.ts';
import { wantedBy } from './names/installs.ts';
import { packagesInManifest } from './names/manifests.ts';
import type { NamedPackage } from './names/named.ts';

const known = new WeakMap<TextSource, readonly NamedPackage[]>();

/** Returns the packages that a source names. */
export function packagesIn(source: TextSource): readonly NamedPackage[] {
  const found = known.get(source);
  if (found !== undefined) return found;
  const { surface, text, name } = source;
  const named =
    surface === 'command'
      ? installed(source)
      : [...packagesInManifest(text, name), ...packagesInCode(text, name)];
  known.set(source, named);
  return named;
}

const installed = ({ commands, text }: TextSource): readonly NamedPackage[] =>
  commands.flatMap(wantedBy).flatMap(({ ecosystem, names }) =>
    names.map(name => {
      const at = text.indexOf(name);
      const start = Math.max(0, at);
      return { ecosystem, name, start, end: at < 0 ? text.length : at + name.length, by: 'install' as const };
    }),
  );

/** Lists the languages: who lowers each, and which files are written in it. */
import type { LanguageAdapter, LanguageId } from './language.ts';
import { c } from './c.ts';
import { cpp } from './cpp.ts';
import { csharp } from './csharp.ts';
import { go } from './go/go.ts';
import { bash } from './bash/adapter.ts';
import { java } from './java.ts';
import { dockerfile } from './dockerfile/adapter.ts';
import { json } from './json.ts';
import { javascript, tsx, typescript } from './javascript/adapter.ts';
import { kotlin } from './kotlin.ts';
import { php } from './php/php.ts';
import { python } from './python/adapter.ts';
import { ruby } from './ruby/ruby.ts';
import { rust } from './rust/rust.ts';
import { terraform } from './terraform/adapter.ts';
import { yaml } from './yaml.ts';

/** Maps each language that a grammar reads to its adapter; generic and regex have none. */
export const adapters: ReadonlyMap<LanguageId, LanguageAdapter> = new Map(
  [
    python,
    javascript,
    typescript,
    tsx,
    java,
    csharp,
    c,
    cpp,
    kotlin,
    go,
    ruby,
    php,
    rust,
    json,
    yaml,
    terraform,
    bash,
    dockerfile,
  ].map(adapter => [adapter.id, adapter] as const),
);

/** Returns the adapter of a language, or undefined where text alone is matched. */
export const adapterOf = (language: LanguageId): LanguageAdapter | undefined => adapters.get(language);

export { languageOf } from './files.ts';

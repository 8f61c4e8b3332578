/**
 * What a grammar's numbers mean, read from the runtime's memory: tree-sitter's `TSLanguage` (lib/src/parser.h), which
 * begins alike in all versions that the runtime takes, 32-bit and little-endian.
 */
import type { Language } from 'web-tree-sitter';

/** Holds what symbols and productions of a grammar mean. */
export interface Grammar {
  /** Names of symbols, by their number. */
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly productions: readonly Production[];
}

/** Is how a node was put together: which field each child fills, and which symbol it shows in place of its own. */
export interface Production {
  /** By a child's place; '' where it fills none. */
  readonly fields: readonly string[];
  /** By a child's place; 0 where it shows its own. */
  readonly aliases: readonly number[];
}

/** Offsets of members of `TSLanguage`, in words. */
const member = {
  symbolCount: 1,
  aliasCount: 2,
  productionCount: 7,
  mostAliases: 9,
  fieldSlices: 16,
  fieldEntries: 17,
  publicSymbols: 19,
  aliases: 21,
};

const grammars = new WeakMap<Language, Grammar>();

/** Returns a grammar's numbers, read once; `address` is where its `TSLanguage` stands. */
export function grammarOf(language: Language, address: number, memory: Uint32Array): Grammar {
  const known = grammars.get(language);
  if (known !== undefined) return known;
  const halves = new Uint16Array(memory.buffer);
  const get = (place: number): number => memory[address / 4 + place] ?? 0;
  const half = (pointer: number, index: number): number => halves[pointer / 2 + index] ?? 0;
  const symbols = Array.from({ length: get(member.symbolCount) + get(member.aliasCount) }, (_, id) =>
    half(get(member.publicSymbols), id),
  );
  const fieldNames = Array.from(
    { length: language.fieldCount + 1 },
    (_, id) => language.fieldNameForId(id) ?? '',
  );
  const mostAliases = get(member.mostAliases) & 0xffff;
  const fieldsOf = (production: number): readonly string[] => {
    // A slice is where its entries begin and how many they are; an entry is a field's number, a place, and whether the
    // field is that of something further down, which then says so itself.
    const begin = half(get(member.fieldSlices), 2 * production);
    const length = half(get(member.fieldSlices), 2 * production + 1);
    const fields: (string | undefined)[] = [];
    for (let entry = begin; entry < begin + length; entry += 1) {
      const field = half(get(member.fieldEntries), 2 * entry);
      const place = half(get(member.fieldEntries), 2 * entry + 1);
      if (place >> 8 === 0) fields[place] ??= fieldNames[field] ?? '';
    }
    return Array.from(fields, name => name ?? '');
  };
  // The first production has no other names, whatever stands there.
  const aliasesOf = (production: number): readonly number[] =>
    production === 0
      ? []
      : Array.from({ length: mostAliases }, (_, place) =>
          half(get(member.aliases), production * mostAliases + place),
        );
  const grammar: Grammar = {
    types: symbols.map(id => language.nodeTypeForId(id) ?? ''),
    named: symbols.map(id => language.nodeTypeIsNamed(id)),
    productions: Array.from({ length: get(member.productionCount) }, (_, production) => ({
      fields: language.fieldCount === 0 ? [] : fieldsOf(production),
      aliases: aliasesOf(production),
    })),
  };
  grammars.set(language, grammar);
  return grammar;
}

/** What taint analysis must know of a language beyond its tree. */
import type { LanguageId } from '../languages/language.ts';
import type { Traits } from './types.ts';

const falling = new Set<LanguageId>(['javascript', 'typescript', 'tsx', 'java', 'csharp', 'c', 'cpp', 'php']);

/** Returns the traits of a language. */
export const traitsOf = (language: LanguageId): Traits => ({
  fallsThrough: falling.has(language),
  accessors: language === 'java',
});

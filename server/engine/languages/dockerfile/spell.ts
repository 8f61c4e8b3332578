/** Spells a Dockerfile pattern: as Bash, but that each line may be quoted in its own way. */
import { spellBash } from '../bash/spell.ts';

/** Spells the metavariables and ellipses of a pattern. */
export const spellDockerfile = (pattern: string): string => pattern.split('\n').map(spellBash).join('\n');

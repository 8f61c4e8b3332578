/** Assesses configuration at rest: what is already in a file when a folder is opened, scanned or attached. */
import type { Finding } from '../../../common/finding.ts';
import { assessConfig, type AssessOptions } from './assess.ts';
import type { ConfigFile } from './kinds.ts';

/** Lists what is risky in a configuration file as it is; empty when the path names none. */
export function scanConfig(file: ConfigFile, text: string, options: AssessOptions = {}): readonly Finding[] {
  return assessConfig(file, undefined, text, options)?.findings ?? [];
}

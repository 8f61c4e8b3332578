/** Adds settings to a JSON file of an agent, beside what a test put there before. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../model/shape.ts';
import type { JsonObject } from '../model/shape.ts';

/** Merges top-level settings into a file, which is made when it is missing. */
export function addSettings(file: string, settings: JsonObject): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const present: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...(isObject(present) ? present : {}), ...settings }, undefined, 2));
}

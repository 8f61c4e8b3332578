/** Keeps the parsed schema: Cedar holds it under a name, and parsing costs tens of milliseconds. */
import type { Cedar } from './cedar.ts';

/** Names the schema in force within the engine. */
export const schemaName = 'ringfence';

type Parsed = ReturnType<Cedar['preparseSchema']>;

/** The engine has one name space a thread, so what it holds is known a thread, too. */
let held: string | undefined;

/** Makes a schema the one in force, parsing it unless it already is. */
export function holdSchema(cedar: Cedar, text: string): Parsed {
  if (held === text) return { type: 'success' };
  const answer = cedar.preparseSchema(schemaName, text);
  if (answer.type === 'success') held = text;
  return answer;
}

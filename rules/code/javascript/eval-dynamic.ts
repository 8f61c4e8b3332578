import { Script } from 'vm';

export function compile(text: string): unknown {
  // ruleid: javascript.eval-dynamic
  const script = new Script(text, { filename: 'user.js' });
  // ruleid: javascript.eval-dynamic
  (0, eval)(text);
  // ok: javascript.eval-dynamic
  const fixed = new Script('1 + 1');
  // ok: javascript.eval-dynamic
  return parser.compile(text);
}

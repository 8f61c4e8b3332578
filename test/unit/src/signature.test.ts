import { describe, expect, test } from 'vitest';
import type { EditorEdit } from '../../../common/protocol.ts';
import { createSignatureJudge, isOriginRelevant } from '../../../src/models/signature.ts';

type Act =
  | { readonly change: string; readonly reason?: number; readonly changes?: number }
  | { readonly select: string; readonly kind?: number }
  | 'tick';

/** Plays editor events; documents in `clean` stay clean, as after a reload from disk. */
function play(acts: readonly Act[], clean: readonly string[] = []): readonly string[] {
  const tasks: (() => void)[] = [];
  const told: EditorEdit[] = [];
  const judge = createSignatureJudge({
    defer: task => tasks.push(task),
    now: () => 5,
    report: edit => told.push(edit),
  });
  const tick = (): void => tasks.splice(0).forEach(task => task());
  for (const act of acts) {
    if (act === 'tick') tick();
    else if ('change' in act) {
      const { change: path, reason, changes = 1 } = act;
      judge.change({ path, reason, changes, isDirty: () => !clean.includes(path) });
    } else judge.selection({ path: act.select, kind: act.kind });
  }
  tick();
  return told.map(edit => `${edit.path} ${edit.signature}`);
}

describe('signatures', () => {
  const stories: readonly (readonly [string, readonly Act[], readonly string[], (readonly string[])?])[] = [
    [
      'typing: a change and a keyboard selection in one tick',
      [{ change: 'a' }, { select: 'a', kind: 1 }],
      ['a typing'],
    ],
    ['applyEdit: no selection', [{ change: 'a' }], ['a program']],
    ['paste: a selection without kind', [{ change: 'a' }, { select: 'a' }], ['a program']],
    ['a mouse selection', [{ change: 'a' }, { select: 'a', kind: 2 }], ['a program']],
    [
      'a keyboard selection one tick later',
      [{ change: 'a' }, 'tick', { select: 'a', kind: 1 }],
      ['a program'],
    ],
    ['a keyboard selection before the change', [{ select: 'a', kind: 1 }, { change: 'a' }], ['a program']],
    ['a keyboard selection in another file', [{ change: 'a' }, { select: 'b', kind: 1 }], ['a program']],
    [
      'undo',
      [
        { change: 'a', reason: 1 },
        { select: 'a', kind: 1 },
      ],
      ['a undo'],
    ],
    ['redo', [{ change: 'a', reason: 2 }], ['a undo']],
    ['undo back to what is saved', [{ change: 'a', reason: 1 }], ['a undo'], ['a']],
    ['a reload of what something wrote to disk', [{ change: 'a' }], [], ['a']],
    ['a flip of the dirty flag', [{ change: 'a', changes: 0 }], []],
    [
      'many changes of one tick, told once',
      [{ change: 'a' }, { change: 'a' }, { select: 'a', kind: 1 }],
      ['a typing'],
    ],
    [
      'two files in one tick',
      [{ change: 'a' }, { change: 'b' }, { select: 'b', kind: 1 }],
      ['a program', 'b typing'],
    ],
  ];

  test.each(stories.map(([name, acts, told, clean = []]) => [name, acts, told, clean] as const))(
    '%s',
    (_name, acts, told, clean) => expect(play(acts, clean)).toEqual(told),
  );
});

test.each([
  ['/w/.vscode/settings.json', true],
  ['C:\\w\\.github\\hooks\\pre.json', true],
  ['/w/.mcp.json', true],
  ['/w/mcp.json', true],
  ['/w/app.code-workspace', true],
  ['/w/AGENTS.md', true],
  ['/w/package.json', true],
  ['/w/src/index.ts', false],
  ['/w/src/../index.ts', false],
])('%s: origin matters %s', (path, relevant) => expect(isOriginRelevant(path)).toBe(relevant));

import { expect, test } from 'vitest';
import type { RulesState } from '../../../common/protocol.ts';
import type { Board } from '../../../server/guard/board.ts';
import { showLayers, type ShownSetting } from '../../../server/guard/layering.ts';

test('hooks are told what to answer without a guard: the strictest of the setting and of what is no workspace', () => {
  const carried: string[] = [];
  const shown: (string | undefined)[] = [];
  let own: 'default' | 'deny' | undefined;
  const board = {
    rules: (rules: RulesState) => shown.push(rules.onUnavailable),
    wrong: (_: string, problem: unknown) => expect.fail(JSON.stringify(problem)),
    well: () => undefined,
  } as unknown as Board;
  const layersFor = (roots: readonly string[]) => ({
    layers: [],
    problems: [],
    floor: { status: 'none' },
    profile:
      roots.length > 0 ? { onUnavailable: 'deny' } : { ...(own === undefined ? {} : { onUnavailable: own }) },
  });
  const configure = (onUnavailable?: string) => ({
    roots: ['/w'],
    settings: { onUnavailable },
    trusted: false,
  });
  const layers = showLayers({
    core: { layers: layersFor } as unknown as ShownSetting['core'],
    board,
    configure: configure(),
    changed: () => undefined,
    carry: onUnavailable => carried.push(onUnavailable),
  });
  layers.stop();
  // A folder asks for itself only: its hooks read that themselves.
  expect([carried, shown.at(-1)]).toEqual([['default'], 'deny']);
  layers.look(configure('deny'));
  own = 'deny';
  layers.look(configure('deny'));
  layers.look(configure());
  own = undefined;
  layers.look();
  expect(carried).toEqual(['default', 'deny', 'default']);
});

test('who shows findings hears when layers change, and only then', () => {
  let present = { layers: [], problems: [], floor: { status: 'none' }, profile: {} };
  let heard = 0;
  const layers = showLayers({
    core: { layers: () => present } as unknown as ShownSetting['core'],
    board: { rules: () => undefined, wrong: () => undefined, well: () => undefined } as unknown as Board,
    configure: { roots: ['/w'], settings: {}, trusted: true },
    changed: () => undefined,
    ruled: () => void (heard += 1),
  });
  layers.stop();
  // Those at the start are no change.
  expect(heard).toBe(0);
  layers.look();
  expect(heard).toBe(0);
  present = { ...present };
  layers.look();
  layers.look();
  expect(heard).toBe(1);
});

/** Routes the extension's questions about its settings to the guard. */
import type { Connection } from 'vscode-languageserver';
import type {
  EffectiveValue,
  Repair,
  SeenSetting,
  SeenSettings,
  SettingLayer,
  SetValue,
} from '../../common/posture.ts';
import { postureKeysMessage, postureMessage, postureRepairedMessage } from '../../common/protocol.ts';
import type { Configure } from '../../common/protocol.ts';
import type { GuardSlot } from './guardSlot.ts';
import { BadRequest, type Runner } from './safely.ts';

/** Says what the messages are routed between. */
export interface PostureMessages {
  readonly connection: Connection;
  readonly runner: Runner;
  readonly guard: GuardSlot;
  /** Returns what the extension last told of its window. */
  readonly window: () => Configure;
}

/** Registers the handlers of everything about posture. */
export function handlePostureMessages({ connection, runner, guard, window }: PostureMessages): void {
  connection.onRequest(postureKeysMessage, () =>
    runner.orThrow('list settings', async () => (await guard.get()).posture.keys()),
  );
  connection.onRequest(postureMessage, (raw: unknown) =>
    runner.orThrow('compare settings', async () =>
      (await guard.get()).posture.compare(parseSeen(raw), window()),
    ),
  );
  connection.onNotification(postureRepairedMessage, (raw: unknown) =>
    runner.detached('note a repair', async () => (await guard.get()).posture.repaired(parseRepaired(raw))),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** Parses what the editor tells of its settings. */
export const parseSeen = (raw: unknown): SeenSettings => ({
  settings: list(fields(raw)['settings']).map(parseSetting),
});

function parseSetting(raw: unknown): SeenSetting {
  const setting = fields(raw);
  return {
    key: text(setting['key']),
    ...('default' in setting ? { default: setting['default'] } : {}),
    ...('policy' in setting ? { policy: setting['policy'] } : {}),
    set: list(setting['set']).map(parseSet),
    effective: list(setting['effective']).map((each): EffectiveValue => {
      const value = fields(each);
      return { ...place(value), value: value['value'] };
    }),
  };
}

const parseSet = (raw: unknown): SetValue => {
  const value = fields(raw);
  return { layer: layerOf(value['layer']), ...place(value), value: value['value'] };
};

/** Parses the places that a person had put right. */
export const parseRepaired = (raw: unknown): readonly Pick<Repair, 'key' | 'layer' | 'folder'>[] =>
  list(fields(raw)['repairs']).map(each => {
    const repair = fields(each);
    const { folder } = place(repair);
    return {
      key: text(repair['key']),
      layer: layerOf(repair['layer']),
      ...(folder === undefined ? {} : { folder }),
    };
  });

const place = ({ folder, language }: Fields): Pick<EffectiveValue, 'folder' | 'language'> => ({
  ...(folder === undefined ? {} : { folder: text(folder) }),
  ...(language === undefined ? {} : { language: text(language) }),
});

const layers: readonly SettingLayer[] = ['user', 'workspace', 'folder'];

function layerOf(raw: unknown): SettingLayer {
  const layer = layers.find(each => each === raw);
  if (layer === undefined) throw new BadRequest('“layer” must be user, workspace or folder.');
  return layer;
}

function fields(raw: unknown): Fields {
  if (typeof raw !== 'object' || raw === null) throw new BadRequest('Settings must be objects.');
  return { ...raw };
}

function list(raw: unknown): readonly unknown[] {
  if (!Array.isArray(raw)) throw new BadRequest('Settings must come in lists.');
  return raw;
}

function text(raw: unknown): string {
  if (typeof raw !== 'string') throw new BadRequest('Names of settings and folders must be texts.');
  return raw;
}

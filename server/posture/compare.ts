/** Compares what the editor tells of its settings with what is expected of them. Pure: knows no editor and no disk. */
import { isDeepStrictEqual } from 'node:util';
import { compareSeverity } from '../../common/finding.ts';
import type {
  EffectiveValue,
  Loosening,
  PostureLine,
  PostureState,
  Repair,
  SeenSetting,
  SettingPlace,
  SetValue,
} from '../../common/posture.ts';
import type { KnownSetting } from './catalogue.ts';

/** Is what is expected of a setting. */
export interface Expectation {
  readonly setting: KnownSetting;
  readonly expected: unknown;
  /** True where only what workspace and folders add counts. */
  readonly userDecides: boolean;
}

/** Says what a comparison depends on. */
export interface CompareOptions {
  /** Names the file of a place, as a person knows it. */
  readonly fileOf: (place: SettingPlace) => string;
  /** Returns values that a folder holds and that count only once it is trusted; empty for a trusted one. */
  readonly waiting: (key: string) => readonly SetValue[];
}

/** Compares one setting. */
export function compareSetting(
  expectation: Expectation,
  seen: SeenSetting | undefined,
  options: CompareOptions,
): PostureLine {
  const { setting, expected } = expectation;
  if (seen === undefined || isUnknown(seen)) return line(expectation, { state: 'unknown' });
  const failing = seen.effective.find(({ value }) => lacks(expectation, seen, value).length > 0);
  const culprits = failing === undefined ? [] : seen.set.filter(value => isCulprit(expectation, value));
  if (failing === undefined || (expectation.userDecides && culprits.length === 0))
    return calm(expectation, seen, options);
  const { value: effective } = failing;
  if (policyCertain(seen, setting))
    return line(expectation, {
      state: 'drifted',
      effective,
      loosened: [{ layer: 'policy', file: 'your administrator’s policy', entries: [] }],
      remedy: `A policy sets it: ask who manages this machine to set ${setting.lock?.policy ?? 'it'} instead.`,
    });
  const repairs = repairsOf(expectation, seen, { ...options, culprits });
  if (culprits.length === 0)
    return line(expectation, { state: 'unset', effective, repairs, remedy: remedyOfUnset(setting, repairs) });
  return line(expectation, {
    state: 'drifted',
    effective,
    loosened: culprits.map(value =>
      loosening(value, setting.relation.loosens(value.value, expected), options),
    ),
    repairs,
    remedy: remedyOf(repairs),
  });
}

/** An editor answers neither default nor value for a setting that it does not know. */
const isUnknown = (seen: SeenSetting): boolean =>
  !('default' in seen) && seen.policy === undefined && seen.set.length === 0;

const lacks = (
  { setting, expected }: Expectation,
  seen: Pick<SeenSetting, 'default'>,
  value: EffectiveValue['value'],
): readonly string[] => setting.relation.lacks(value, expected, seen.default);

const isCulprit = ({ setting, expected, userDecides }: Expectation, { layer, value }: SetValue): boolean =>
  !(userDecides && layer === 'user') && setting.relation.loosens(value, expected).length > 0;

/** Nothing is looser now; a folder may still hold what counts once it is trusted. */
function calm(expectation: Expectation, seen: SeenSetting, options: CompareOptions): PostureLine {
  const { setting, expected } = expectation;
  const latent = options.waiting(setting.key).filter(value => isCulprit(expectation, value));
  const [effective] = seen.effective;
  const shown = effective === undefined ? {} : { effective: effective.value };
  if (latent.length === 0)
    return line(expectation, { state: policySeen(seen, setting) ? 'locked' : 'holds', ...shown });
  return line(expectation, {
    state: 'latent',
    ...shown,
    loosened: latent.map(value => loosening(value, setting.relation.loosens(value.value, expected), options)),
    repairs: latent.map(value => mending(expectation, value, options)),
    remedy: 'It will count as soon as you trust the folder: look at it before.',
  });
}

/** A policy is certain when the editor says so, or when a value that somebody set has no effect. */
function policyCertain(seen: SeenSetting, { lock }: KnownSetting): boolean {
  if (lock === undefined) return false;
  if (seen.policy !== undefined) return true;
  const top = seen.set.at(-1);
  if (top === undefined || top.layer === 'folder' || typeof top.value === 'object') return false;
  return seen.effective.every(
    ({ value }) => isDeepStrictEqual(value, seen.default) && !isDeepStrictEqual(value, top.value),
  );
}

/** VS Code tells extensions a policy's value as the default: a default that is not the product's is one. */
const policySeen = (seen: SeenSetting, setting: KnownSetting): boolean =>
  policyCertain(seen, setting) ||
  (setting.lock !== undefined &&
    'default' in seen &&
    typeof setting.default !== 'string' &&
    !isDeepStrictEqual(seen.default, setting.default));

type Found = Pick<PostureLine, 'state'> & Partial<PostureLine>;

function line({ setting, expected }: Expectation, found: Found): PostureLine {
  const { key, why, severity, lock } = setting;
  return {
    key,
    why,
    severity: found.state === 'unset' && compareSeverity(severity, 'low') > 0 ? 'low' : severity,
    expected,
    ...(lock === undefined ? {} : { policy: lock.policy }),
    loosened: [],
    remedy: '',
    repairs: [],
    ...found,
  };
}

const loosening = (
  place: SettingPlace,
  entries: readonly string[],
  { fileOf }: CompareOptions,
): Loosening => ({
  layer: place.layer,
  ...(place.folder === undefined ? {} : { folder: place.folder }),
  file: fileOf(place),
  entries: entries.filter(entry => entry !== ''),
});

interface RepairOptions extends CompareOptions {
  readonly culprits: readonly SetValue[];
}

/** What loosens is taken out where it stands; the user's own layer gets what is lacking then. */
function repairsOf(expectation: Expectation, seen: SeenSetting, options: RepairOptions): readonly Repair[] {
  const { setting, expected, userDecides } = expectation;
  if (setting.lock?.only === true) return [];
  const below = options.culprits.filter(({ layer, language }) => layer !== 'user' || language !== undefined);
  const taken = below.map(value => mending(expectation, value, options));
  if (userDecides) return taken;
  const own = seen.set.find(({ layer, language }) => layer === 'user' && language === undefined);
  const base = merged(seen.default, own?.value);
  if (setting.relation.lacks(base, expected, seen.default).length === 0) return taken;
  const place: SettingPlace = { layer: 'user' };
  const value = setting.relation.tightened(own?.value, expected);
  const mended = setting.relation.mended(own?.value, expected);
  // A default that is strict enough needs no value of its own.
  const enough =
    own !== undefined &&
    setting.relation.lacks(merged(seen.default, mended), expected, seen.default).length === 0;
  const written = enough ? mended : value;
  return [
    ...taken,
    {
      key: setting.key,
      ...place,
      file: options.fileOf(place),
      ...(written === undefined ? {} : { value: written }),
    },
  ];
}

function mending({ setting, expected }: Expectation, found: SetValue, { fileOf }: CompareOptions): Repair {
  const { value, ...place } = found;
  const rest = setting.relation.mended(value, expected);
  return {
    key: setting.key,
    ...place,
    file: fileOf(place),
    ...(rest === undefined ? {} : { value: rest }),
  };
}

const merged = (byDefault: unknown, own: unknown): unknown => {
  if (own === undefined) return byDefault;
  return isObject(byDefault) && isObject(own) ? { ...byDefault, ...own } : own;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function remedyOf(repairs: readonly Repair[]): string {
  const steps = repairs.map(repair => {
    if (!('value' in repair)) return `remove it from ${repair.file}`;
    return repair.layer === 'user'
      ? `set it to what is expected in ${repair.file}`
      : `take what loosens out of ${repair.file}`;
  });
  return steps.length === 0 ? '' : `${capital(steps.join('; '))}.`;
}

function remedyOfUnset({ lock }: KnownSetting, repairs: readonly Repair[]): string {
  const policy = lock === undefined ? '' : `the policy ${lock.policy}`;
  if (repairs.length === 0) return `Only ${policy} can set it: ringfence profile export --for vscode-policy.`;
  return `Set it in your user settings${policy === '' ? '' : `, or for everybody with ${policy}`}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const stateOrder: readonly PostureState[] = ['drifted', 'latent', 'unset', 'unknown', 'locked', 'holds'];

/** Sorts lines: what drifted first, the gravest of it at the top. */
export const worstFirst = (lines: readonly PostureLine[]): readonly PostureLine[] =>
  lines.toSorted(
    (a, b) =>
      stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || compareSeverity(b.severity, a.severity),
  );

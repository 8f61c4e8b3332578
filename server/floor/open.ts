/** Opens the floor: the configured one when it can be accepted, else the last good one, visibly. */
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { keysInForce, marksOf, refusal, remembering, type Standard } from './accept.ts';
import type { Bundle } from './bundle.ts';
import { findConfig, type FloorConfig, type ScopedConfig } from './config.ts';
import type { ContentCheck, FloorOptions, FloorScope, FloorState, HeldFloor } from './floor.ts';
import { loadedMark, loadFaults, unloadable } from './loads.ts';
import { FormatError } from './minisign/text.ts';
import { manifestName } from './paths.ts';
import { readPath, type ReadFloor } from './sources/folder.ts';
import { isUrl, readUrl } from './sources/url.ts';
import { emptyMemory, openFloorStore, type FloorStore, type Memory, type SerialMark } from './store.ts';
import { verifyBundle, type VerifiedFloor } from './verify.ts';

/** Returns the floor's state; never rejects, since what is wrong is part of the state. */
export async function openFloor(options: FloorOptions): Promise<FloorState> {
  try {
    return await open(options);
  } catch (error) {
    const problem = {
      source: options.folders.state,
      message: `The floor cannot be opened: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Check the rights of this folder; run "ringfence doctor".',
    };
    return { status: 'missing', files: new Map(), source: '', scope: 'user', problems: [problem] };
  }
}

/** Is the configuration that counts. */
interface Wanted {
  readonly config: FloorConfig;
  readonly file: string;
  readonly scope: FloorScope;
}

/** Holds what one opening works with. */
interface Parts {
  readonly options: FloorOptions;
  readonly store: FloorStore;
  readonly wanted: Wanted;
  readonly standard: Standard;
  /** Is the last good floor, verified again. */
  readonly kept: Kept | undefined;
  /** False when the configuration is the remembered one. */
  readonly sure: boolean;
  /** Are the problems that were found on the way. */
  readonly problems: readonly Problem[];
  /** Are the problems that matter only when the last good floor is needed. */
  readonly keptProblems: readonly Problem[];
}

interface Kept {
  readonly floor: VerifiedFloor;
  /** True when it is not what was in force last. */
  readonly doubtful: boolean;
  /** Says why it cannot be loaded; an older Ringfence may have taken it. */
  readonly faults: readonly Problem[];
}

async function open(options: FloorOptions): Promise<FloorState> {
  const { folders, surroundings, machineFolder, version } = options;
  const { chosen, problems } = findConfig(folders, surroundings, machineFolder);
  const store = openFloorStore(folders);
  const remembered = readMemory(store);
  const wanted = wantedOf(chosen, remembered.memory);
  const found = [...problems, ...remembered.problems, ...wanted.problems];
  if (wanted.wanted === undefined) {
    if (chosen.found.kind === 'none') return { status: 'none', problems };
    const { file, scope } = chosen;
    return { status: 'missing', files: new Map(), source: file, scope, problems: found };
  }
  const { config } = wanted.wanted;
  const keys = keysInForce(config.keys, remembered.memory.keyChanges, config.name);
  const standard = { config, memory: remembered.memory, keys, version };
  const kept = await readKept(store, standard, options.check);
  const sure = wanted.problems.length === 0;
  return settle({ options, store, wanted: wanted.wanted, sure, problems: found, ...kept });
}

/** Returns what is remembered; damage is a problem, since older floors could come back unseen. */
function readMemory(store: FloorStore): { readonly memory: Memory; readonly problems: readonly Problem[] } {
  try {
    return { memory: store.memory(), problems: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const problem = {
      source: store.folder,
      message: `What was remembered of earlier floors is damaged: ${error.message}`,
      remedy: 'Compare the serial with that of the team; it is remembered anew.',
    };
    return { memory: emptyMemory, problems: [problem] };
  }
}

interface WantedOrNot {
  readonly wanted: Wanted | undefined;
  readonly problems: readonly Problem[];
}

/** Returns the configuration that counts: the file's, or the remembered one when the file is broken or gone. */
function wantedOf({ found, file, scope }: ScopedConfig, memory: Memory): WantedOrNot {
  if (found.kind === 'config') return { wanted: { config: found.config, file, scope }, problems: [] };
  const remembered = memory.config?.scope === scope ? memory.config : undefined;
  if (found.kind === 'broken') return { wanted: remembered, problems: [found.problem] };
  if (remembered === undefined) return { wanted: undefined, problems: [] };
  const problem = {
    source: file,
    message: 'The file that configures the floor is gone; the floor stays in force.',
    remedy:
      'Write it again with "ringfence policy trust", or end the floor with "ringfence policy trust --remove".',
  };
  return { wanted: remembered, problems: [problem] };
}

/** Reads the last good floor, and measures later ones against it even when nothing else is remembered. */
async function readKept(
  store: FloorStore,
  standard: Standard,
  check: ContentCheck,
): Promise<Pick<Parts, 'kept' | 'keptProblems' | 'standard'>> {
  const place = (inside: string): string => `${store.folder} (${inside})`;
  const bundle = readLastGood(store);
  if (!bundle.ok) return { kept: undefined, keptProblems: bundle.problems, standard };
  if (bundle.value === undefined) return { kept: undefined, keptProblems: [], standard };
  const verified = verifyBundle(bundle.value, standard.keys, place);
  if (!verified.ok) return { kept: undefined, keptProblems: verified.problems, standard };
  const floor = verified.value;
  const { name } = standard.config;
  if (name !== undefined && floor.manifest.name !== name)
    return { kept: undefined, keptProblems: [], standard };
  const fault = refusal(floor, standard, place);
  const marks = fault === undefined ? marksOf(floor) : [];
  const remembered = new Set(standard.memory.serials.map(markText));
  const serials = [...standard.memory.serials, ...marks.filter(mark => !remembered.has(markText(mark)))];
  const { loaded } = standard.memory;
  const faults = await loadFaults(floor, { check, version: standard.version, loaded }, place);
  return {
    kept: { floor, doubtful: fault !== undefined, faults },
    keptProblems: fault === undefined ? [] : [fault],
    standard: { ...standard, memory: { ...standard.memory, serials } },
  };
}

function readLastGood(store: FloorStore): Result<Bundle | undefined> {
  try {
    return success(store.lastGood());
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure({
      source: store.folder,
      message: `The kept copy of the last good floor is damaged: ${error.message}`,
      remedy: 'Run "ringfence policy update".',
    });
  }
}

/** Is a floor of the source that is accepted, or the news that the kept one is current. */
type Candidate =
  | {
      readonly kind: 'floor';
      readonly floor: VerifiedFloor;
      readonly read: ReadFloor;
      readonly etag?: string;
    }
  | { readonly kind: 'unchanged'; readonly floor: VerifiedFloor };

/** Is a floor that is rightly signed, and says what cannot be loaded. */
interface Unloadable {
  readonly kind: 'unloadable';
  readonly floor: VerifiedFloor;
  readonly faults: readonly Problem[];
}

async function settle(parts: Parts): Promise<FloorState> {
  const { kept, keptProblems, problems, sure } = parts;
  const found = await readCandidate(parts);
  if (!found.ok) return fallBack(parts, found.problems, unloadableKept(kept));
  const candidate = found.value;
  if (candidate.kind === 'unloadable') return fallBack(parts, [], candidate);
  const { floor } = candidate;
  const unchanged = candidate.kind === 'unchanged';
  const current = sure && !(unchanged && kept?.doubtful === true);
  const unsaved = candidate.kind === 'floor' ? save(parts, candidate) : noteLoaded(parts, floor);
  const doubts = unchanged ? keptProblems : [];
  return held(parts, {
    floor,
    current,
    problems: [...problems, ...unsaved, ...doubts],
  });
}

const unloadableKept = (kept: Kept | undefined): Unloadable | undefined =>
  kept === undefined || kept.faults.length === 0
    ? undefined
    : { kind: 'unloadable', floor: kept.floor, faults: kept.faults };

/** Returns the last good floor; where there is none that can be loaded, what a refused one would have said. */
function fallBack(parts: Parts, reasons: readonly Problem[], refused: Unloadable | undefined): FloorState {
  const { kept, keptProblems, wanted } = parts;
  const { source } = wanted.config;
  const good = kept?.faults.length === 0 ? kept.floor : undefined;
  const why = refused === undefined ? [] : [unloadable(refused.floor, source, good), ...refused.faults];
  const problems = [...parts.problems, ...reasons, ...why, ...keptProblems];
  if (good !== undefined) return held(parts, { floor: good, current: false, problems });
  const missing = { status: 'missing', source, scope: wanted.scope, problems } as const;
  if (refused === undefined) return { ...missing, files: new Map() };
  const { manifest, digest, files } = refused.floor;
  return { ...missing, files, refused: { name: manifest.name, serial: manifest.serial, digest } };
}

/** Reads, verifies and measures what the source has. */
async function readCandidate(parts: Parts): Promise<Result<Candidate | Unloadable>> {
  const { standard, kept } = parts;
  const fetched = await readSource(parts);
  if (!fetched.ok) return fetched;
  if (fetched.value.kind === 'unchanged')
    return kept === undefined
      ? failure()
      : success(unloadableKept(kept) ?? { kind: 'unchanged', floor: kept.floor });
  const { floor: read, etag } = fetched.value;
  const verified = verifyBundle(read.bundle, standard.keys, read.place);
  if (!verified.ok) return verified;
  const fault = refusal(verified.value, standard, read.place);
  if (fault !== undefined) return failure(fault);
  const { check } = parts.options;
  const faults = await loadFaults(
    verified.value,
    { check, version: standard.version, loaded: loadedIn(parts) },
    read.place,
  );
  if (faults.length > 0) return success({ kind: 'unloadable', floor: verified.value, faults });
  return success({ kind: 'floor', floor: verified.value, read, ...(etag === undefined ? {} : { etag }) });
}

/** What was kept has been checked in this opening already. */
const loadedIn = ({ kept, standard }: Pick<Parts, 'kept' | 'standard'>): string | undefined =>
  kept?.faults.length === 0 ? loadedMark(kept.floor, standard.version) : undefined;

type FromSource =
  | { readonly kind: 'floor'; readonly floor: ReadFloor; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' };

async function readSource(parts: Parts): Promise<Result<FromSource>> {
  const { source } = parts.standard.config;
  if (isUrl(source)) return readFromUrl(parts, source);
  const read = readPath(source);
  return read.ok ? success({ kind: 'floor', floor: read.value, etag: undefined }) : read;
}

const isUsable = (kept: Kept | undefined): kept is Kept =>
  kept !== undefined && !kept.doubtful && kept.faults.length === 0;

async function readFromUrl({ options, standard, kept }: Parts, url: string): Promise<Result<FromSource>> {
  const { refresh = 'when needed', now } = options;
  if (refresh === 'never' && kept === undefined)
    return failure({
      source: url,
      message: 'The floor was not fetched yet.',
      remedy: 'Run "ringfence policy update".',
    });
  const usable = isUsable(kept);
  const fresh = usable && !isExpired(kept.floor, now);
  if (refresh === 'never' || (refresh === 'when needed' && fresh)) return success({ kind: 'unchanged' });
  const { tag } = standard.memory;
  return readUrl(url, usable && tag?.url === url ? tag.etag : undefined);
}

/** Keeps an accepted floor, unless it is kept already; returns what went wrong. */
function save({ store, wanted, standard, kept }: Parts, candidate: Candidate & { kind: 'floor' }): Problem[] {
  const { floor, read, etag } = candidate;
  const { bundle } = read;
  const change = {
    manifest: Buffer.from(bundle.manifest).toString('utf8'),
    signature: bundle.signature ?? '',
  };
  const memory: Memory = {
    ...remembering(standard.memory, floor, { keys: standard.keys, change }),
    config: { scope: wanted.scope, file: wanted.file, config: wanted.config },
    tag: etag === undefined ? undefined : { url: wanted.config.source, etag },
    loaded: loadedMark(floor, standard.version),
  };
  return attempt(store, () => {
    if (kept?.floor.digest !== floor.digest || kept.doubtful) store.keep(bundle, memory);
    else if (!sameMemory(memory, standard.memory)) store.remember(memory);
  });
}

/** Remembers that this Ringfence can load what is kept, so that it is not checked again. */
function noteLoaded({ store, standard }: Parts, floor: VerifiedFloor): Problem[] {
  const { memory, version } = standard;
  const loaded = loadedMark(floor, version);
  // Where the memory was damaged, only an accepted floor begins it anew.
  if (memory.config === undefined || memory.loaded === loaded) return [];
  return attempt(store, () => store.remember({ ...memory, loaded }));
}

function attempt(store: FloorStore, write: () => void): Problem[] {
  try {
    write();
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [
      {
        source: store.folder,
        message: `No copy of the floor could be kept: ${message}.`,
        remedy: 'Make room on the disk, or check the rights of this folder.',
      },
    ];
  }
}

const markText = ({ keyId, name, serial, digest }: SerialMark): string =>
  `${keyId} ${name} ${serial} ${digest}`;
const sameMemory = (some: Memory, other: Memory): boolean => summary(some) === summary(other);
const summary = ({ serials, keyChanges, config, tag, loaded }: Memory): string =>
  JSON.stringify([
    serials.map(markText).toSorted(),
    keyChanges.length,
    config === undefined ? '' : [config.scope, config.file, config.config.source, config.config.name],
    config?.config.keys.map(key => key.base64),
    tag,
    loaded,
  ]);

const isExpired = ({ manifest }: VerifiedFloor, now: number): boolean => now >= Date.parse(manifest.expires);
/** Clocks of a team differ by minutes, not by days. */
const skewMs = 24 * 3_600_000;

interface Outcome {
  readonly floor: VerifiedFloor;
  /** True when this is what the source has, and nothing is wrong with the way there. */
  readonly current: boolean;
  readonly problems: readonly Problem[];
}

function held({ options, wanted }: Parts, { floor, current, problems }: Outcome): HeldFloor {
  const { manifest, digest, signer, files } = floor;
  const { source } = wanted.config;
  const expired = isExpired(floor, options.now);
  const about = `${source} (${manifestName})`;
  const late = {
    source: about,
    message: `The floor expired on ${manifest.expires}; it stays in force.`,
    remedy: 'Whoever signs the floor must sign it again with a later date.',
  };
  const early = {
    source: about,
    message: `The floor was made in the future (${manifest.created}).`,
    remedy: 'Check the clock of this machine.',
  };
  const future = Date.parse(manifest.created) > options.now + skewMs;
  return {
    status: expired ? 'expired' : current ? 'in force' : 'last good',
    name: manifest.name,
    files,
    serial: manifest.serial,
    signer: signer.id,
    digest,
    expires: manifest.expires,
    source,
    scope: wanted.scope,
    problems: [...problems, ...(expired ? [late] : []), ...(future ? [early] : [])],
  };
}

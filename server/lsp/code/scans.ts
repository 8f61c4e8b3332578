/**
 * The rules in force and the threads that run them. Nothing starts before a document comes that some rule reads, so a
 * window without code costs no memory; a change of rules is loaded once, and then everything is looked at again.
 */
import type { CodeRules, Configure } from '../../../common/protocol.ts';
import { parseSettings, type CodeSettings } from '../../../common/settings.ts';
import type { LanguageId } from '../../engine/languages/language.ts';
import { cancelledAnswer, nothing } from '../../scan/answers.ts';
import type { ExceededRule, RuleSummary, ScanAnswer, ScanTask } from '../../scan/messages.ts';
import type { Scanner } from '../../scan/pool.ts';
import type { Runner } from '../safely.ts';
import { codeRules, describeRules } from './ruleList.ts';
import type { FoundRules, PackInfo, RuleSources } from './ruleSources.ts';

/** Says what scans depend on. */
export interface ScanOptions {
  readonly runner: Runner;
  readonly sources: RuleSources;
  readonly createScanner: () => Scanner;
  readonly log: (message: string) => void;
  /** Tells the person. */
  readonly warn: (message: string) => void;
  /** Is called when rules were loaded, with `again` when others were in force before. */
  readonly loaded: (rules: LoadedRules, again: boolean) => void;
}

/** Is a rule set in force, and where it came from. */
export interface LoadedRules {
  readonly packs: readonly PackInfo[];
  readonly found: FoundRules;
  readonly summary: RuleSummary;
}

/** Scans texts with the rules that the window's settings name. */
export interface Scans {
  configure(configure: Configure): void;
  /** Reads the rule files again. */
  reload(): void;
  /** Tells whether texts are looked at, whatever their language. */
  readsTexts(): boolean;
  /** Tells whether some rule on code may read a language; costs no thread. */
  wants(language: LanguageId | undefined): Promise<boolean>;
  /** Scans one text, once the rules are loaded; rejects when they can't be. */
  scan(task: ScanTask, signal: AbortSignal): Promise<ScanAnswer>;
  /** Loads the rules, unless they are. */
  ready(): Promise<void>;
  /** Tells whether some rule that is loaded reads a language. */
  reads(language: LanguageId): boolean;
  /** Names the file that a rule came from, as far as it is loaded. */
  originOf(ruleId: string): string | undefined;
  list(): Promise<CodeRules>;
  dispose(): Promise<void>;
}

const nobody: CodeSettings = parseSettings({ code: { enabled: false } }).code;

/** Creates the scans of one window. */
export const createScans = (options: ScanOptions): Scans => new WindowScans(options);

class WindowScans implements Scans {
  readonly #options: ScanOptions;
  readonly #setAside = new Map<string, ExceededRule>();
  #settings = nobody;
  #texts = false;
  #request = { named: [] as readonly string[], roots: [] as readonly string[], trusted: false };
  #found: Promise<FoundRules> = Promise.resolve({ texts: [], problems: [], untrusted: [] });
  #packs: Promise<readonly PackInfo[]> | undefined;
  #scanner: Scanner | undefined;
  #loading: Promise<LoadedRules> | undefined;
  #now: LoadedRules | undefined;
  #asked = '';

  constructor(options: ScanOptions) {
    this.#options = options;
  }

  configure({ settings, roots, trusted }: Configure): void {
    const { code, diagnostics, hiddenText } = parseSettings(settings);
    const texts = diagnostics || hiddenText;
    const asked = JSON.stringify([code, texts, roots, trusted]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#settings = code;
    this.#texts = texts;
    this.#request = { named: code.rules, roots, trusted };
    if (this.#isOn) this.reload();
    else this.#options.runner.detached('end the scan threads', () => this.dispose());
  }

  get #isOn(): boolean {
    return this.#settings.enabled || this.#texts;
  }

  readsTexts(): boolean {
    return this.#texts;
  }

  reload(): void {
    if (!this.#isOn) return;
    this.#found = this.#settings.enabled
      ? this.#options.sources.read(this.#request)
      : Promise.resolve({ texts: [], problems: [], untrusted: [] });
    this.#found.catch(() => undefined);
    if (this.#loading === undefined) return;
    const loading = this.#load();
    this.#options.runner.detached('load the code rules', async () => {
      await loading;
    });
  }

  async wants(language: LanguageId | undefined): Promise<boolean> {
    if (!this.#settings.enabled) return false;
    const [packs, { texts }] = [await this.#bundled(), await this.#found];
    // Rules for generic text and regexes read everything; what a rule file holds is known once it is loaded.
    if (this.#now === undefined) {
      if (texts.length > 0) return true;
      return this.#on(packs).some(pack => pack.languages.some(each => isRead(each, language)));
    }
    return this.#now.summary.rules.some(rule => rule.languages.some(each => isRead(each, language)));
  }

  async scan(task: ScanTask, signal: AbortSignal): Promise<ScanAnswer> {
    if (!this.#isOn) return nothing;
    await (this.#loading ?? this.#load());
    const scanner = this.#scanner;
    if (scanner === undefined || signal.aborted) return cancelledAnswer;
    const answer = await scanner.scan(task, signal);
    for (const rule of answer.exceeded) this.#note(rule, task);
    return answer;
  }

  async ready(): Promise<void> {
    if (this.#isOn) await (this.#loading ?? this.#load());
  }

  reads(language: LanguageId): boolean {
    return (
      this.#now?.summary.rules.some(rule => rule.languages.some(each => isRead(each, language))) ?? false
    );
  }

  originOf(ruleId: string): string | undefined {
    return this.#now?.summary.rules.find(({ id }) => id === ruleId)?.path;
  }

  async list(): Promise<CodeRules> {
    const packs = await this.#bundled();
    const found = await this.#found;
    const now = this.#settings.enabled ? await (this.#loading ?? this.#load()) : undefined;
    return codeRules({ settings: this.#settings, packs, found, now, setAside: [...this.#setAside.values()] });
  }

  async dispose(): Promise<void> {
    const scanner = this.#scanner;
    this.#scanner = undefined;
    this.#loading = undefined;
    this.#now = undefined;
    await scanner?.dispose();
  }

  /** Loads come one after the other, so that the last one asked for is the one in force. */
  #load(): Promise<LoadedRules> {
    const before = this.#loading;
    const loading = (async () => {
      await before?.catch(() => undefined);
      return this.#loadNow();
    })();
    this.#loading = loading;
    loading.catch(() => {
      // The next text that comes tries again.
      if (this.#loading === loading) this.#loading = undefined;
    });
    return loading;
  }

  async #loadNow(): Promise<LoadedRules> {
    const packs = await this.#bundled();
    const found = await this.#found;
    this.#scanner ??= this.#options.createScanner();
    const summary = await this.#scanner.setRules({
      packs: this.#on(packs).map(({ name }) => name),
      texts: found.texts.map(({ path, text, addsOnly }) => ({
        path,
        text,
        ...(addsOnly ? { addsOnly } : {}),
      })),
      disabled: this.#settings.disabledRules,
    });
    // Findings may have been turned off meanwhile.
    if (!this.#isOn) await this.dispose();
    this.#setAside.clear();
    const again = this.#now !== undefined;
    const now = { packs: this.#on(packs), found, summary };
    if (this.#isOn) this.#now = now;
    this.#options.log(describeRules(now));
    this.#options.loaded(now, again);
    return now;
  }

  #bundled(): Promise<readonly PackInfo[]> {
    this.#packs ??= this.#options.sources.packs();
    return this.#packs;
  }

  #on(packs: readonly PackInfo[]): readonly PackInfo[] {
    const { enabled, packs: chosen } = this.#settings;
    if (!enabled) return [];
    return chosen === undefined ? packs : packs.filter(({ name }) => chosen.includes(name));
  }

  #note(rule: ExceededRule, { display }: ScanTask): void {
    const { ruleId, reason, setAside } = rule;
    this.#options.log(`The rule ${ruleId} ${reason} (in ${display}).`);
    if (setAside === undefined || this.#setAside.has(ruleId)) return;
    this.#setAside.set(ruleId, rule);
    this.#options.warn(
      `Ringfence set the rule “${ruleId}” aside: it ${reason}. The other rules go on. Turn it off with “ringfence.code.disabledRules”, or make it simpler.`,
    );
  }
}

const isRead = (by: LanguageId, language: LanguageId | undefined): boolean =>
  by === language || by === 'generic' || by === 'regex';

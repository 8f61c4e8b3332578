/** Turns what a scan found into what is shown: as the layers want it, by severity, without what a baseline knows. */
import path from 'node:path';
import { compareSeverity, type Finding } from '../../../common/finding.ts';
import type { Configure } from '../../../common/protocol.ts';
import { parseSettings } from '../../../common/settings.ts';
import { isTextRule } from '../../detect/textRules.ts';
import type { ScanTask, TextPlace } from '../../scan/messages.ts';
import { configFile } from '../assessment.ts';
import type { Baselines } from './baselines.ts';
import { isHidden } from './hiddenText.ts';
import type { Scans } from './scans.ts';

/** Is what there is to say about a text. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Is about characters that nobody sees, shown as findings or not. */
  readonly hidden: readonly Finding[];
  /** Why the text was not scanned, as the end of a sentence. */
  readonly skipped?: string;
  readonly cancelled: boolean;
}

/** Judges texts. */
export interface CodeJudge {
  judge(task: JudgedText, signal: AbortSignal): Promise<Verdict>;
}

/** Is a text to judge: `file` is its absolute path, or its address when it is on no disk. */
export interface JudgedText extends Pick<ScanTask, 'text' | 'language' | 'document'> {
  readonly file: string;
  /** Reads the text, where it isn't given. */
  readonly read: () => Promise<string | undefined>;
}

/** Says what judging depends on. */
export interface JudgeOptions {
  readonly scans: Scans;
  readonly baselines: Baselines;
  readonly window: () => Configure;
  readonly home: string;
  /** Returns findings in a file as the layers want them. */
  readonly ruled: (file: string, findings: readonly Finding[]) => readonly Finding[];
}

/** Creates the judge of one window. */
export const createCodeJudge = ({ scans, baselines, window, home, ruled }: JudgeOptions): CodeJudge => ({
  judge: async ({ file, text, language, document, read }, signal) => {
    const { roots, settings, trusted } = window();
    const { root, display } = placeOf(file, roots);
    const task = {
      path: file,
      display,
      ...(text === undefined ? {} : { text }),
      ...(language === undefined ? {} : { language }),
      ...(document === undefined ? {} : { document }),
      ...(scans.readsTexts() ? { texts: textPlace(file, roots, home) } : {}),
    };
    const answer = await scans.scan(task, signal);
    const { code, diagnostics, hiddenText } = parseSettings(settings);
    const findings = ruled(file, answer.findings);
    const grave = findings.filter(
      ({ ruleId, severity }) =>
        compareSeverity(severity, code.minimumSeverity) >= 0 && (diagnostics || !isTextRule(ruleId)),
    );
    return {
      // A baseline hides findings, so it counts where the workspace is trusted.
      findings: trusted ? await baselines.fresh(root, grave, read) : grave,
      hidden: hiddenText ? findings.filter(isHidden) : [],
      cancelled: answer.cancelled,
      ...(answer.skipped === undefined ? {} : { skipped: answer.skipped }),
    };
  },
});

/** A document that is on no disk has no place. */
function textPlace(file: string, roots: readonly string[], home: string): TextPlace {
  if (!path.isAbsolute(file)) return {};
  return configFile(file, roots, { home, path });
}

/** Names a file by the innermost root that holds it; one outside every root keeps its full name. */
export function placeOf(
  file: string,
  roots: readonly string[],
): { readonly root: string | undefined; readonly display: string } {
  const inside = roots
    .map(root => ({ root, display: path.relative(root, file) }))
    .filter(({ display }) => display !== '' && !/^\.\.(?:[\\/]|$)/.test(display) && !path.isAbsolute(display))
    .sort((a, b) => a.display.length - b.display.length)
    .at(0);
  return inside === undefined
    ? { root: undefined, display: file }
    : { root: inside.root, display: inside.display.replaceAll('\\', '/') };
}

/** The face of the settings guard: what sentinel, pipeline, scan and editor use of it. */
export { assessConfig } from './assess.ts';
export { chainRules, chainsAtRest, type FileText } from './chains.ts';
export { settingsDetector } from './detector.ts';
export { explainKey, explanationMarkdown } from './explain.ts';
export { configFormat, configKind, judgedByKeys, type ConfigFile } from './kinds.ts';
export { maybeScript, runningConfigurations } from './references.ts';
export { scanConfig } from './scan.ts';

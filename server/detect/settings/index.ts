/** The face of the settings guard: what sentinel, pipeline, scan and editor use of it. */
export { assessConfig, type AssessOptions, type ConfigAssessment } from './assess.ts';
export { settingsDetector } from './detector.ts';
export { explainKey, explanationMarkdown, type KeyExplanation } from './explain.ts';
export { configFormat, configKind, type ConfigFile, type ConfigKind } from './kinds.ts';
export { scanConfig } from './scan.ts';

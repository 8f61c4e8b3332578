/** Configurations as repositories have them pass at rest; every way of attack that configuration finds is found. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../common/finding.ts';
import { attackVectors } from '../../../../scripts/docs/vectorPage.ts';
import { findAtRest } from '../../../../server/detect/atRest.ts';
import { assessConfig, type ConfigFile } from '../../../../server/detect/settings/index.ts';
import { textDetector } from '../../../../server/detect/text/detector.ts';
import { schemaAddress } from '../../../../server/detect/settings/rules/schemaAddress.ts';
import { readSamples } from './samples/read.ts';

const grave = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ ruleId, severity, keyPath }) => `${severity} ${ruleId} ${keyPath?.join('/') ?? ''}`);

const named = (folder: string) =>
  readSamples(folder).map(sample => [`${sample.label} ${sample.file.path}`, sample] as const);

test.each(named('good'))('%s holds nothing worth a word', (_, { file, text }) => {
  expect(grave(findAtRest(file, text))).toEqual([]);
});

/** Finds what a write brings in, as configuration or as a schema line. */
function written(file: ConfigFile, before: string | undefined, after: string): readonly Finding[] {
  const path = { ...file, op: 'write' as const };
  const content = { path, before, after };
  const observation = {
    contents: [content],
    paths: [path],
    commands: [],
    urls: [],
    event: { kind: 'fs.write' },
  };
  const schemas = textDetector('schemas', [schemaAddress]);
  return [
    ...(assessConfig(file, before, after)?.introduced ?? []),
    ...schemas.detect(observation as unknown as Parameters<typeof schemas.detect>[0]),
  ];
}

describe.each([...named('vectors'), ...named('bad')])('%s', (_, { label, file, text, before }) => {
  test('is found on write', () => {
    expect(grave(written(file, before, text))).not.toEqual([]);
  });
  test.skipIf(before !== undefined || attackVectors.find(({ id }) => id === label)?.at === 'write')(
    'is found at rest',
    () => {
      expect(grave(findAtRest(file, text))).not.toEqual([]);
    },
  );
});

test('every way of attack has a sample, or says what finds it and why not here', () => {
  const shown = new Set(readSamples('vectors').map(({ label }) => label));
  const ids = attackVectors.map(({ id }) => id);
  expect([...shown].filter(id => !ids.includes(id))).toEqual([]);
  expect(
    attackVectors.filter(
      ({ id, by, why }) => !shown.has(id) && (by === 'configuration' || by === 'none') && why === undefined,
    ),
  ).toEqual([]);
});

/** Every rule of the catalogue speaks up for a story of its own, and is quiet once the story is old. */
import { describe, expect, test } from 'vitest';
import { severities } from '../../../../common/finding.ts';
import { catalogue } from '../../../../server/detect/settings/catalogue.ts';
import { assessConfig } from '../../../../server/detect/settings/index.ts';
import { agentStories } from './stories/agents.ts';
import { editorStories } from './stories/editor.ts';
import { readSamples } from './samples/read.ts';
import { repositoryStories } from './stories/repository.ts';

const stories = [...editorStories, ...agentStories, ...repositoryStories];

describe('a bad change', () => {
  test.each(stories)('$rule speaks up in $path: $after', ({ rule, path, before, after }) => {
    const result = assessConfig({ path, relative: path }, before, after);
    const found = result?.introduced.filter(finding => finding.ruleId === rule) ?? [];
    expect(found, JSON.stringify(result?.introduced.map(finding => finding.ruleId))).not.toEqual([]);
    for (const finding of found) {
      expect(severities).toContain(finding.severity);
      expect(finding.keyPath?.length).toBeGreaterThan(0);
      expect(finding.tags[0]?.scheme).toBe('ringfence');
      expect(finding.remedy).toMatch(/\.$/);
      expect(finding.message).toMatch(/^(?:Removed: )?`[^`]+`: .+\.$/);
    }
  });

  test.each(stories)('$rule is not new in $path when nothing changed', ({ path, after }) => {
    const text = after ?? '';
    expect(assessConfig({ path, relative: path }, text, `${text}\n`)?.introduced).toEqual([]);
  });
});

test('no rule of the catalogue is without a story', () => {
  const shown = [...readSamples('vectors'), ...readSamples('bad'), ...readSamples('written')].flatMap(
    ({ file, before, text }) => assessConfig(file, before, text)?.introduced ?? [],
  );
  const told = new Set([...stories.map(story => story.rule), ...shown.map(({ ruleId }) => ruleId)]);
  expect(
    catalogue()
      .rules.map(rule => rule.id)
      .filter(id => !told.has(id)),
  ).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import {
  choiceText,
  offerLine,
  parseOffers,
  placesToAdd,
  readonlyIncludeOf,
  withoutPlaces,
  type AgentOffer,
} from '../../../src/models/exclusions.ts';

const agent: AgentOffer = {
  name: 'gemini',
  title: 'Gemini CLI',
  present: true,
  file: '/w/app/.geminiignore',
  evidence: 'measured',
  source: 'https://example.com/docs',
  gap: 'Its shell tool does not ask the file.',
  diff: '--- /dev/null\n+++ /w/app/.geminiignore\n+.env\n',
};
const places = ['**/.vscode/settings.json', '**/.mcp.json'];

describe('an offer', () => {
  test('is read from what the command line prints', () => {
    const printed = JSON.stringify({ version: 1, agents: [agent], others: [], readonlyPlaces: places });
    expect(parseOffers(printed)).toEqual({ agents: [agent], others: [], readonlyPlaces: places });
    expect(() => parseOffers('{}')).toThrow('did not say');
  });

  test('says what the file does not stop, and whether it was tried', () => {
    expect(offerLine(agent)).toEqual({
      label: 'Gemini CLI',
      description: 'app/.geminiignore',
      detail: 'Seen to work with the real agent. Its shell tool does not ask the file.',
      picked: true,
    });
    const other = offerLine({ ...agent, present: false, evidence: 'not verified' });
    expect(other.description).toContain('not found here');
    expect(other.detail).toContain('Not verified');
    expect(other.picked).toBe(false);
  });

  test('is shown to the letter', () => {
    const text = choiceText({ undo: false, places, agents: [agent] });
    for (const line of ['+  "**/.vscode/settings.json": true', '+  "**/.mcp.json": true', '+.env'])
      expect(text).toContain(line);
    expect(choiceText({ undo: true, places, agents: [] })).toContain('-  "**/.mcp.json": true');
  });
});

describe('read-only places', () => {
  test('are added where the user has said nothing about them', () => {
    expect(placesToAdd({ '**/.mcp.json': false }, places)).toEqual(['**/.vscode/settings.json']);
  });

  test('are taken out without touching others or what was changed since', () => {
    const now = { '**/.vscode/settings.json': true, '**/.mcp.json': false, 'mine/**': true };
    expect(withoutPlaces(now, places)).toEqual({ '**/.mcp.json': false, 'mine/**': true });
    expect(withoutPlaces({ '**/.mcp.json': true }, places)).toBeUndefined();
  });

  test('of a setting of another shape are none', () => {
    expect(readonlyIncludeOf('x')).toEqual({});
    expect(readonlyIncludeOf({ a: true, b: 'x' })).toEqual({ a: true });
  });
});

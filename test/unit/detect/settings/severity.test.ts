/** Severity: where the file is, whether the workspace is trusted, whether the value is new. */
import { describe, expect, test } from 'vitest';
import { assessConfig, type ConfigFile } from '../../../../server/detect/settings/index.ts';

const workspace: ConfigFile = { path: '.vscode/settings.json', relative: '.vscode/settings.json' };
const user: ConfigFile = {
  path: '/home/u/.config/Code/User/settings.json',
  homeRelative: '.config/Code/User/settings.json',
};
const windowsUser: ConfigFile = { path: 'C:\\Users\\u\\AppData\\Roaming\\Code\\User\\settings.json' };

const introduced = (file: ConfigFile, settings: object, trusted?: boolean): readonly string[] => {
  const options = trusted === undefined ? {} : { trusted };
  const result = assessConfig(file, '{}', JSON.stringify(settings), options);
  return result?.introduced.map(finding => `${finding.severity} ${finding.ruleId}`) ?? [];
};

describe('a key that VS Code ignores in a workspace', () => {
  const key = { 'chat.tools.global.autoApprove': true };
  test.each([
    ['a workspace', workspace, 'high'],
    ['the user folder', user, 'critical'],
    ['the user folder on Windows', windowsUser, 'critical'],
  ])('weighs what it should in %s', (_, file, severity) => {
    expect(introduced(file, key)).toEqual([`${severity} settings/chat-global-auto-approve`]);
  });

  test('weighs fully when nested objects carry it past the scope filter', () => {
    const nested = { chat: { tools: { global: { autoApprove: true } } } };
    expect(introduced(workspace, nested)).toEqual(['critical settings/chat-global-auto-approve']);
  });
});

describe('a key that works before trust', () => {
  test.each([
    [undefined, 'high'],
    [true, 'high'],
    [false, 'critical'],
  ])('with trust %s weighs %s', (trusted, severity) => {
    const key = { 'chat.mcp.discovery.enabled': true };
    expect(introduced(workspace, key, trusted)).toEqual([`${severity} settings/mcp-discovery`]);
  });
});

test('a project interpreter is ordinary at rest and worth a look when it is new', () => {
  const text = '{ "python.defaultInterpreterPath": ".venv/bin/python" }';
  const result = assessConfig(workspace, '{}', text);
  expect(result?.findings.map(finding => finding.severity)).toEqual(['info']);
  expect(result?.introduced.map(finding => finding.severity)).toEqual(['medium']);
});

test('a sample for tests weighs less at rest, not when it is new', () => {
  const path = 'tests/fixtures/.claude/settings.json';
  const result = assessConfig({ path, relative: path }, undefined, '{"disableAllHooks":true}');
  expect(result?.findings.map(finding => finding.severity)).toEqual(['low']);
  expect(result?.introduced.map(finding => finding.severity)).toEqual(['critical']);
});

test('the message says when a key works', () => {
  const text = JSON.stringify({ 'chat.permissions.default': 'autopilot' });
  expect(assessConfig(workspace, '{}', text)?.introduced[0]?.message).toContain(
    'even in an untrusted workspace',
  );
  expect(assessConfig(user, '{}', text)?.introduced[0]?.message).toContain('every workspace');
});

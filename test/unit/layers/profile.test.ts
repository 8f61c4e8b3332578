/** The profile's reader: what is written well is read, everything else is named with its line and a way out. */
import { describe, expect, test } from 'vitest';
import { holdsAt } from '../../../common/profile.ts';
import { describeProblem } from '../../../common/result.ts';
import { effectiveProfile } from '../../../server/layers/effective.ts';
import { parseProfile, type ProfileLayer } from '../../../server/layers/profile.ts';

const problemsOf = (text: string, layer: ProfileLayer = 'floor'): readonly string[] =>
  parseProfile(text, 'profile.jsonc', layer).problems.map(describeProblem);

const full = `{
  // What the team agreed on.
  "$schema": "../profile.schema.json",
  "name": "Payments",
  "level": "locked",
  "settings": { "chat.tools.autoApprove": false, "x": [1, { "y": null }] },
  "mcpServers": { "docs": { "command": "npx", "args": ["-y", "docs@1.2.3", ""], "tools": ["search"] }, "wiki": {} },
  "rules": { "secrets/aws-key": "critical", "packages/unknown": "off" },
  "waivers": [
    { "rule": "secrets/aws-key", "paths": ["test/**"], "reason": "Samples.", "expires": "2027-01-31", "approvedBy": "A" },
  ],
  "onUnavailable": "deny",
  "approvalRequired": ["infra/**"],
  "ledger": {
    "retentionDays": 90,
    "export": [
      { "type": "file", "path": "/var/log/x.jsonl", "format": "ocsf" },
      { "type": "otlp", "url": "https://c.example/v1/logs", "headers": { "Authorization": "env:TOKEN" } },
      { "type": "syslog", "host": "logs.example", "port": 6514, "transport": "tls" },
    ],
  },
}`;

describe('a profile', () => {
  test('is read whole, with comments and trailing commas', () => {
    const { profile, problems, lineOf } = parseProfile(full, 'profile.jsonc', 'floor');
    expect(problems).toEqual([]);
    expect(profile).toMatchObject({
      name: 'Payments',
      level: 'locked',
      mcpServers: { docs: { args: ['-y', 'docs@1.2.3', ''] }, wiki: {} },
      rules: { 'packages/unknown': 'off' },
      waivers: [{ expires: '2027-01-31' }],
      ledger: { export: [{ type: 'file' }, { type: 'otlp' }, { port: 6514 }] },
    });
    expect(lineOf(['waivers', 0])).toBe(10);
    expect(lineOf(['waivers', 0, 'nothing'])).toBe(10);
  });

  test.each<[string, string]>([
    ['', 'profile.jsonc:1:1: lacks a value here, or has one that JSON does not know. Write a value.'],
    ['{\n "level": }', 'profile.jsonc:2:11: lacks a value here'],
    ['{ "name": "a" "level": "locked" }', 'profile.jsonc:1:15: lacks a comma or "}" here.'],
    ['{ "name": "a" } x', 'profile.jsonc:1:17: goes on after its end.'],
    ['{ "name": "a }', 'profile.jsonc:1:11: has a text that does not end'],
    ['{ /* ', 'profile.jsonc:1:3: has a comment that does not end.'],
    ['{ "name": "a",\n "name": "b" }', 'profile.jsonc:2:2: has "name" twice.'],
    ['\uFEFF{ "name": "a",\r\n "name": "b" }', 'profile.jsonc:2:2: has "name" twice.'],
    ['{ "waivers": [ [ ], ["a" "b"] ] }', 'profile.jsonc:1:26: lacks a comma or "]" here.'],
    ['{ "level": "locked"', 'profile.jsonc:1:20: lacks a comma or "}" here.'],
    ['{ level: "locked" }', 'profile.jsonc:1:3: lacks a key in double quotes here.'],
    ['{ "level" "locked" }', 'profile.jsonc:1:11: lacks a colon after "level".'],
    ['{ "level": locked }', 'profile.jsonc:1:12: lacks a value here, or has one that JSON does not know.'],
    ['{ "level": "locked", /* a */ , }', 'profile.jsonc:1:30: lacks a key in double quotes here.'],
    ['{ "ledger": { "retentionDays": 090 } }', 'profile.jsonc:1:33: lacks a comma or "}" here.'],
    ['{ "ledger": { "retentionDays": 9. } }', 'profile.jsonc:1:32: lacks a value here'],
    ['{ "name": "a\\q" }', 'profile.jsonc:1:11: has a text that does not end, or a bad escape in it.'],
    ['['.repeat(5000), 'profile.jsonc:1:41: is nested more than 40 deep.'],
    ['[},'.repeat(50), 'profile.jsonc:1:121: is nested more than 40 deep.'],
    ['[]', 'profile.jsonc:1:1: has a wrong value: it must be a record in braces.'],
    ['{ "levle": "locked" }', 'a key "levle" that is not known. Did you mean "level"?'],
    ['{ "level": "lockd" }', 'it must be one of observe, balanced, locked. Did you mean "locked"?'],
    [
      '{ "rules": { "a/b": "hihg" } }',
      'in rules.a/b: it must be one of off, info, low, medium, high, critical. Did you mean "high"?',
    ],
    ['{ "waivers": [{ "rule": "a" }] }', 'lacks "reason" and "expires" in waivers[0].'],
    ['{ "waivers": [{ "rule": "a", "reason": "b", "expires": "soon" }] }', 'it must be a day as YYYY-MM-DD'],
    ['{ "waivers": [{ "rule": "a", "reason": "b", "expires": "2027-02-31" }] }', 'a day that does not exist'],
    ['{ "ledger": { "export": [{ "type": "http" }] } }', 'one of file, otlp, syslog'],
    [
      '{ "ledger": { "export": [{ "type": "otlp", "url": "ftp://x" }] } }',
      'an address that begins with https://',
    ],
    ['{ "ledger": { "retentionDays": 0 } }', 'a whole number from 1 to 3650'],
    ['{ "mcpServers": { "a": { "sha256": "xyz" } } }', 'a SHA-256'],
    ['{ "__proto__": { "level": "observe" } }', 'a key "__proto__" that is not known'],
  ])('%s is refused with its place', (text, message) => {
    expect(problemsOf(text).join('\n')).toContain(message);
  });

  test('keeps what is right beside what is wrong', () => {
    const { profile } = parseProfile('{ "level": "locked", "onUnavailable": 1 }', 'p', 'user');
    expect(profile).toEqual({ level: 'locked' });
  });

  test('below the floor neither excuses nor turns off', () => {
    const text = '{ "waivers": [],\n "rules": { "a/b": "off", "c/d": "high" } }';
    expect(parseProfile(text, 'p', 'user').profile).toEqual({ rules: { 'c/d': 'high' } });
    expect(problemsOf(text, 'workspace')).toEqual([
      'profile.jsonc:1: holds waivers, which only the signed team floor may. Remove them, or ask who signs the floor.',
      'profile.jsonc:2: turns the rule "a/b" off, which only the signed team floor may. Remove the line, or name a severity to raise it to.',
    ]);
  });

  test('of a workspace does not say how long held changes are kept', () => {
    const text = '{ "quarantineDays": 1 }';
    expect(parseProfile(text, 'p', 'user').profile).toEqual({ quarantineDays: 1 });
    expect(parseProfile(text, 'p', 'workspace').profile).toEqual({});
    expect(problemsOf(text, 'workspace')[0]).toContain(
      'how long held changes are kept, which a workspace may not',
    );
    expect(problemsOf('{ "quarantineDays": 0 }')[0]).toContain('a whole number from 1 to 3650');
  });

  test('of a workspace sends the ledger nowhere', () => {
    const text = '{ "ledger": { "redactPaths": true } }';
    expect(parseProfile(text, 'p', 'user').problems).toEqual([]);
    expect(parseProfile(text, 'p', 'workspace').profile).toEqual({});
    expect(problemsOf(text, 'workspace')[0]).toContain('a workspace may not');
  });
});

test('the longest wish of all layers says how long held changes are kept', () => {
  const layer = (name: ProfileLayer, quarantineDays: number) =>
    ({ layer: name, folder: name, problems: [], profile: { quarantineDays } }) as const;
  const days = (...layers: ReturnType<typeof layer>[]) => effectiveProfile(layers).profile.quarantineDays;
  expect([days(), days(layer('user', 30)), days(layer('floor', 365), layer('user', 30))]).toEqual([
    undefined,
    30,
    365,
  ]);
});

test('a waiver holds to the end of its day', () => {
  const waiver = { rule: 'a', reason: 'b', expires: '2027-01-31' };
  expect(holdsAt(waiver, Date.parse('2027-01-31T23:59:59Z'))).toBe(true);
  expect(holdsAt(waiver, Date.parse('2027-02-01T00:00:00Z'))).toBe(false);
  expect(holdsAt({ ...waiver, expires: '2027-02-31' }, 0)).toBe(false);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { severities } from '../../../common/finding.ts';
import { defaultSettings, profiles } from '../../../common/settings.ts';
import { commandIds } from '../../../src/models/commandIds.ts';
import { heldJsonSuffix } from '../../../src/models/itemAddress.ts';

interface Contribution {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly icon: string;
}
interface Menu {
  readonly command: string;
  readonly when: string;
}
interface Property {
  readonly scope: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[] };
}
interface Step {
  readonly description: string;
  readonly completionEvents: readonly string[];
  readonly media: { readonly svg: string; readonly altText: string };
}
interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
  readonly contributes: {
    readonly commands: readonly Contribution[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: { readonly ringfence: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly colors: readonly { readonly id: string }[];
    readonly languages: readonly { readonly extensions: readonly string[] }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly chatPlugins: readonly { readonly path: string }[];
  };
}

const root = new URL('../../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const { contributes } = manifest;
const inRoot = (file: string): boolean => existsSync(new URL(file, root));

describe('commands', () => {
  test('the table and the manifest name the same ones', () => {
    expect(contributes.commands.map(({ command }) => command).sort()).toEqual([...commandIds].sort());
  });

  test.each(contributes.commands.map(each => [each.command, each] as const))(
    '%s has category and icon',
    (_id, each) => {
      expect(each.category).toBe('Ringfence');
      expect(each.icon).toMatch(/^\$\([a-z-]+\)$/);
      expect(each.title).not.toBe('');
    },
  );

  test('menus, welcome texts and walkthrough run only commands that exist', () => {
    const known = new Set<string>(commandIds);
    const menus = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const texts = [
      ...contributes.viewsWelcome.map(each => each.contents),
      ...steps.map(step => step.description),
    ];
    const linked = texts.flatMap(text =>
      [...text.matchAll(/command:([\w.]+)/g)].map(match => match[1] ?? ''),
    );
    const events = steps
      .flatMap(step => step.completionEvents)
      .flatMap(event => /^onCommand:(.+)$/.exec(event)?.[1] ?? []);
    expect([...menus, ...linked, ...events].filter(id => !known.has(id))).toEqual([]);
    expect(linked.length).toBeGreaterThan(5);
  });
});

const steps = contributes.walkthroughs.flatMap(each => each.steps);

describe('settings', () => {
  test('none can be set by a workspace, since a workspace may not loosen the guard', () => {
    const scopes = Object.values(contributes.configuration.properties).map(({ scope }) => scope);
    expect(new Set(scopes)).toEqual(new Set(['application']));
  });

  test('profile and diagnostics have the values and defaults that the guard knows', () => {
    const { 'ringfence.profile': profile, 'ringfence.diagnostics': diagnostics } =
      contributes.configuration.properties;
    expect(profile).toMatchObject({ enum: profiles, default: defaultSettings.profile });
    expect(diagnostics?.default).toBe(defaultSettings.diagnostics);
    expect(contributes.configuration.properties['ringfence.onUnavailable']?.default).toBe(
      defaultSettings.onUnavailable,
    );
  });

  test('those of code have the defaults that the guard knows, and name every bundled pack', () => {
    const packs = readdirSync(new URL('rules/code/', root)).sort();
    const { enabled, minimumSeverity, rules, disabledRules } = defaultSettings.code;
    const expected = { enabled, minimumSeverity, packs, rules, disabledRules };
    for (const [key, value] of Object.entries(expected))
      expect(contributes.configuration.properties[`ringfence.code.${key}`]?.default).toEqual(value);
    expect(contributes.configuration.properties['ringfence.code.packs']?.items?.enum).toEqual(packs);
    expect(contributes.configuration.properties['ringfence.code.minimumSeverity']?.enum).toEqual(severities);
  });
});

describe('the rest of the manifest', () => {
  test('Ringfence starts by itself, without trust', () => {
    expect(manifest.activationEvents).toEqual(['onStartupFinished']);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
    expect(manifest.main).toBe('./dist/extension.js');
  });

  test('every icon and picture is there', () => {
    const files = [
      manifest.icon,
      ...contributes.views.ringfence.map(({ icon }) => icon),
      ...steps.map(step => step.media.svg),
    ];
    expect(files.filter(file => !inRoot(file))).toEqual([]);
    expect(steps.every(step => step.media.altText.length > 20)).toBe(true);
  });

  test('the icon is a PNG of 256 by 256', () => {
    const png = readFileSync(new URL(manifest.icon, root));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
  });

  test('held JSON has its own language, the colours their ids, the chat plugin its place', () => {
    expect(contributes.languages.flatMap(({ extensions }) => extensions)).toEqual([heldJsonSuffix]);
    expect(contributes.colors.map(({ id }) => id)).toEqual(
      ['denied', 'held', 'settled', 'muted', 'hiddenText.foreground', 'hiddenText.background'].map(
        name => `ringfence.${name}`,
      ),
    );
    expect(contributes.chatPlugins).toEqual([{ path: './media/plugin' }]);
  });
});

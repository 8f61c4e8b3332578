/** A profile of VS Code to import, with what the user can set; and the same as settings. Pure. */
import { expectationsOf } from '../report.ts';
import { jsonText, type ExportFile, type ExportSetting } from './file.ts';

/** Returns the settings of a profile that a user can set: those that only a policy can are left out. */
export const userSettingsOf = ({
  level,
  team,
}: Pick<ExportSetting, 'level' | 'team'>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    expectationsOf(level, team)
      .filter(({ setting, expected }) => setting.lock?.only !== true && !isNothing(expected))
      .map(({ setting, expected }) => [setting.key, expected]),
  );

/** An empty list of approvals approves nothing: the product’s own value is the same. */
const isNothing = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** Returns the profile. VS Code keeps each part of one as a text of its own. */
export function codeProfileFiles(setting: ExportSetting): readonly ExportFile[] {
  const settings = { ...userSettingsOf(setting), 'ringfence.profile': setting.level };
  const name = setting.team.name ?? `Ringfence ${setting.level}`;
  const template = {
    name,
    icon: 'shield',
    settings: JSON.stringify({ settings: jsonText(settings) }),
    extensions: JSON.stringify([
      { identifier: { id: 'ringfence.ringfence' }, displayName: 'Ringfence', applicationScoped: false },
    ]),
  };
  return [
    {
      path: 'code-profile/ringfence.code-profile',
      text: jsonText(template),
      goes: 'VS Code: “Profiles: Import Profile…”',
      evidence: 'loaded by the real product in our tests',
      notes: [
        'A profile sets values, it locks none: whoever uses it can change them, and Posture shows it.',
        'Settings of the application, such as workspace trust, apply from the default profile only.',
      ],
    },
  ];
}

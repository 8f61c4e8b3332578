/** A feature for dev containers: settings and extension for VS Code, managed files of agents as root. Pure. */
import { shellQuoted } from '../../agents/launcher.ts';
import { claudeFiles, codexFiles, cursorFiles, geminiFiles, windsurfFiles } from './agents.ts';
import { userSettingsOf } from './codeProfile.ts';
import { jsonText, type ExportFile, type ExportSetting } from './file.ts';

const folder = 'devcontainer/ringfence';

/** Returns the feature, its installer with the files that it installs, and what a `devcontainer.json` says to use it. */
export function devContainerFiles(setting: ExportSetting): readonly ExportFile[] {
  const managed = [claudeFiles, codexFiles, geminiFiles, cursorFiles, windsurfFiles].flatMap(make =>
    make(setting).filter(({ path }) => path.includes('/linux/')),
  );
  const notes = [
    'Put the folder ringfence beside devcontainer.json.',
    'Settings of a container can be changed by whoever can write devcontainer.json: Ringfence guards that file.',
    'Files below /etc belong to root; agents of an ordinary user of the container cannot change them.',
  ];
  const common = { evidence: 'not verified', notes } as const;
  return [
    {
      ...common,
      path: `${folder}/devcontainer-feature.json`,
      text: jsonText(featureOf(setting)),
      goes: '.devcontainer/ringfence/devcontainer-feature.json',
    },
    {
      ...common,
      path: `${folder}/install.sh`,
      text: installText(setting, managed),
      executable: true,
      goes: '.devcontainer/ringfence/install.sh',
    },
    ...managed.map(({ path, text }) => ({
      ...common,
      path: `${folder}/managed/${path}`,
      text,
      goes: `.devcontainer/ringfence/managed/${path}`,
    })),
    {
      ...common,
      path: 'devcontainer/devcontainer.json',
      text: `// Add this to your .devcontainer/devcontainer.json.\n${jsonText({
        features: { './ringfence': {} },
        remoteUser: 'vscode',
      })}`,
      goes: 'parts of .devcontainer/devcontainer.json',
    },
  ];
}

const featureOf = (setting: ExportSetting): unknown => ({
  id: 'ringfence',
  version: semanticVersion(setting.version),
  name: 'Ringfence',
  description: `Keeps AI coding agents inside the lines: settings and managed files of the level "${setting.level}".`,
  options: {},
  customizations: {
    vscode: {
      extensions: ['ringfence.ringfence'],
      settings: { ...userSettingsOf(setting), 'ringfence.profile': setting.level },
    },
  },
});

const semanticVersion = (version: string): string => /^\d+\.\d+\.\d+/u.exec(version)?.[0] ?? '0.0.0';

function installText({ level, version }: ExportSetting, managed: readonly ExportFile[]): string {
  const copies = managed.map(({ path, goes }) => `put ${shellQuoted(path)} ${shellQuoted(goes)}`);
  return `#!/bin/sh
# Installs the managed files of agents for the level "${level}". Made by Ringfence ${version}; runs as root while the container
# is built. DESTDIR, if set, stands before every path.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=\${DESTDIR:-}

put() {
  target=$root$2
  mkdir -p "$(dirname -- "$target")"
  cp "$here/managed/$1" "$target"
  chmod 0644 "$target"
}

${copies.join('\n')}
echo 'Ringfence: managed files of agents are in place.'
`;
}

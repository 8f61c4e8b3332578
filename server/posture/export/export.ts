/** Makes everything that a profile can be exported for, with a text that says where each file goes. Pure. */
import { claudeFiles, codexFiles, copilotFiles, cursorFiles, geminiFiles, windsurfFiles } from './agents.ts';
import { codeProfileFiles } from './codeProfile.ts';
import { devContainerFiles } from './devContainer.ts';
import { exportTargets, type ExportFile, type ExportSetting, type ExportTarget } from './file.ts';
import { vscodePolicyFiles } from './vscodePolicy.ts';

const makers: Readonly<Record<ExportTarget, (setting: ExportSetting) => readonly ExportFile[]>> = {
  'vscode-policy': vscodePolicyFiles,
  copilot: copilotFiles,
  claude: claudeFiles,
  codex: codexFiles,
  cursor: cursorFiles,
  gemini: geminiFiles,
  windsurf: windsurfFiles,
  'code-profile': codeProfileFiles,
  devcontainer: devContainerFiles,
};

/** Returns the files for some targets, and a README.md that says where they go and how far each was tried. */
export function exportProfile(
  targets: readonly ExportTarget[],
  setting: ExportSetting,
): readonly ExportFile[] {
  const made = exportTargets.filter(target => targets.includes(target));
  const files = made.flatMap(target => makers[target](setting));
  const sections = made.map(target => sectionOf(target, makers[target](setting)));
  const text = `# Managed files for the level "${setting.level}"

Made by Ringfence ${setting.version}. Each file goes where its line says, owned by root or an administrator, readable by all.
"Not verified" means: made from the product's documentation or source, and not loaded by the product in a test of ours.

${sections.join('\n')}`;
  const readme: ExportFile = {
    path: 'README.md',
    text,
    goes: 'nowhere: it is for you',
    evidence: 'loaded by the real product in our tests',
    notes: [],
  };
  return [readme, ...files];
}

function sectionOf(target: ExportTarget, files: readonly ExportFile[]): string {
  const lines = files.map(({ path, goes, evidence }) => `- \`${path}\` → ${goes} (${evidence})`);
  const notes = [...new Set(files.flatMap(file => file.notes))].map(note => `\n${note}`);
  return `## ${target}\n\n${lines.join('\n')}\n${notes.join('\n')}\n`;
}

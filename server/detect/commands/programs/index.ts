/** Finds a program's meaning by its name, and says what to make of a program that nobody described. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { databasePrograms } from './databases.ts';
import { filePrograms } from './files.ts';
import { finderPrograms } from './finders.ts';
import { gitPrograms } from './git.ts';
import { networkPrograms } from './network.ts';
import { outputPrograms } from './output.ts';
import { powershellPrograms } from './powershell.ts';
import { runnerPrograms } from './runners.ts';
import { simplePrograms } from './simple.ts';
import { systemPrograms } from './system.ts';
import { wrapperPrograms } from './wrappers.ts';

const alias: Program = call => {
  for (const { text } of call.args) {
    const match = /^(?<name>[^=\s]+)=(?<body>[^]*)$/u.exec(text)?.groups;
    if (match === undefined) continue;
    // What it stands for runs sooner or later.
    if (/\s/u.test(match['body'] ?? '')) call.shell(match['body'] ?? '', 'alias');
    call.alias(match['name'] ?? '', match['body'] ?? '');
  }
  return '';
};

/** Reads a variable from input; what it gets is not known. */
const read: Program = call => {
  for (const { text } of call.args) if (/^[A-Za-z_]\w*$/u.test(text)) call.assign(text, undefined);
  return '';
};

const nothing: Program = () => undefined;

/** In bash `type` tells what a name means; in cmd it shows a file. */
const type: Program = call => {
  for (const word of call.args) if (/[./\\]/u.test(word.text)) call.touch(word, 'read');
  return undefined;
};

/** Programs that name files without showing or changing what is in them. */
const harmless =
  'test [ [[ : true false stat file du df which whereis hash unalias set shift return exit kill killall pkill ps pgrep sleep wait jobs bg fg tree exa eza lsd lsof id uname date hostname clear reset tput stty umask ulimit getopts let break continue popd dirs unset seq yes expr nproc free uptime locale history npm npx yarn pnpm bun pip pip3 uv uvx poetry cargo rustc go make cmake ninja docker podman kubectl helm terraform brew apt apt-get dnf yum apk systemctl service journalctl tsc eslint prettier vitest jest mocha pytest ruff mypy black gradle mvn dotnet swift gh glab code-server';

const programs: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...harmless.split(' ').map((name): [string, Program] => [name, nothing]),
  ...wrapperPrograms,
  ...simplePrograms,
  ...filePrograms,
  ...databasePrograms,
  ...networkPrograms,
  ...gitPrograms,
  ...outputPrograms,
  ...runnerPrograms,
  ...finderPrograms,
  ...powershellPrograms,
  ...systemPrograms,
  ['alias', alias],
  ['read', read],
  ['type', type],
]);

/** Returns what a program means; undefined when nobody described it. */
export const programNamed = (name: string): Program | undefined => programs.get(name);

// A key that a program is told to use is not shown to anybody.
const usesKey = /^-[ki]$|^-.*(?:key|keyfile|cert\w*|ca|pem|identity|auth-?file)$/isu;
const namesOutput = /^(?:-o|-w|--out|--output|--outfile|--output-file|--dest)$/u;

/** Takes every argument that looks like a path for a file that the program reads; `-o` names one that it writes. */
export function unknownProgram(call: Call, computed: boolean): void {
  call.args.forEach((word, index) => {
    const { option, value } = optionAndValue(word, call.args[index - 1]);
    if (value.text.startsWith('-') || !(/[./~\\]/u.test(value.text) || computed)) return;
    if (!usesKey.test(option)) call.touch(value, namesOutput.test(option) ? 'write' : 'read');
  });
}

/** Takes `--option=value` apart; any other word belongs to the one before. */
function optionAndValue(word: Word, before: Word | undefined): { option: string; value: Word } {
  const [, option, text] = /^(--?[\w-]+)=(.+)$/su.exec(word.text) ?? [];
  return option === undefined || text === undefined
    ? { option: before?.text ?? '', value: word }
    : { option, value: { ...word, text } };
}

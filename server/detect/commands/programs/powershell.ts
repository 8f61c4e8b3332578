/** PowerShell and cmd as programs: what they are given runs as their own text (windows/). */
import type { Call, Program } from '../call.ts';
import { wordOf } from '../commandLine.ts';
import { interpretWindows, powershellText } from '../windows/interpret.ts';
import { windowsNames } from '../windows/verbs.ts';
import { knownInput } from './output.ts';

const powershell: Program = call => {
  const args = call.args.map(word => word.text);
  const file = args.findIndex(text => /^[-/]f(?:i\w*)?$/iu.test(text));
  const { text, encoded } = powershellText(args);
  if (encoded) call.hide('PowerShell text is encoded');
  if (text !== '' && text !== '-') interpretWindows(call, text);
  else if (file >= 0) call.touch(call.args[file + 1] ?? wordOf(''), 'execute');
  else runInput(call, 'powershell');
  return undefined;
};

const cmd: Program = call => {
  const at = call.args.findIndex(word => /^\/[ckr]$/iu.test(word.text));
  if (at >= 0)
    interpretWindows(
      call,
      call.args
        .slice(at + 1)
        .map(({ text }) => text)
        .join(' '),
      'cmd',
    );
  else runInput(call, 'cmd');
  return undefined;
};

function runInput(call: Call, dialect: 'powershell' | 'cmd'): void {
  const text = knownInput(call);
  if (text !== undefined) interpretWindows(call, text, dialect);
  else if (call.input.from !== 'terminal') call.hide(`${dialect} text comes from input that is not known`);
}

/** A cmdlet typed into a shell that is PowerShell itself. */
const cmdlet: Program = call => {
  const words = call.args.map(({ text }) => (/\s/u.test(text) ? `"${text}"` : text));
  interpretWindows(call, [call.program, ...words].join(' '));
  return undefined;
};

/** Maps program names to their interpretation. */
export const powershellPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...windowsNames.map((name): [string, Program] => [name, cmdlet]),
  ['powershell', powershell],
  ['pwsh', powershell],
  ['cmd', cmd],
]);

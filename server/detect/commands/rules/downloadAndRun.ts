/** A download that is run unread: piped, substituted, or saved and started in the same line. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import { computedMark, runsElsewhere } from '../commandLine.ts';
import { downloaders, interpreters, isFedBy, names } from '../rule.ts';
import type { CommandRule } from '../rule.ts';
import { substitutedFile } from '../words.ts';

/** Reports downloads whose text goes straight into an interpreter. */
export const downloadAndRun: CommandRule = {
  id: 'commands/download-and-run',
  title: 'Text from the network runs unread',
  why: 'Whoever controls the address controls this machine.',
  remedy:
    'Download to a file, for example `curl -fsSL -o install.sh https://example.com/install.sh`, and let the user read it before it runs; or use a package manager.',
  severity: 'high',
  confidence: 'high',
  risks: ['SHELL', 'EXEC-AUTO'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-829', 'CWE@4.18:CWE-94'),
  matches: observation => runsUnread(observation) && !comesFromKnown(observation),
};

/** Tells whether a download runs before anybody could read it. */
export function runsUnread(observation: Observation): boolean {
  const downloads = { saved: savedBy(observation), substituted: substitutes(observation), observation };
  return observation.commands.some(command => runsDownload(command, downloads));
}

/** Hosts where one well-known project publishes its own installer, and nobody else anything. */
const installers =
  /^https:\/\/(?:sh\.rustup\.rs|static\.rust-lang\.org|get\.docker\.com|download\.docker\.com|install\.python-poetry\.org|(?:deb|rpm)\.nodesource\.com|nodejs\.org|astral\.sh|bun\.(?:sh|com)|deno\.(?:land|com)|get\.helm\.sh|get\.pnpm\.io|get\.sdkman\.io|get\.k3s\.io|get\.volta\.sh|get\.opentofu\.org|get\.rvm\.io|get\.haskellstack\.org|get-ghcup\.haskell\.org|starship\.rs|mise\.run|nixos\.org|install\.determinate\.systems|codecov\.io|uploader\.codecov\.io|cli\.codecov\.io|dot\.net|builds\.dotnet\.microsoft\.com|packages\.microsoft\.com|sdk\.cloud\.google\.com|dl\.google\.com|awscli\.amazonaws\.com|go\.dev|golang\.org|cmake\.org|repo\.(?:anaconda|continuum)\.(?:com|io)|bootstrap\.pypa\.io|pyenv\.run|apt\.llvm\.org|getcomposer\.org|ollama\.com|tailscale\.com|claude\.ai|cursor\.com|opencode\.ai|fly\.io|cli\.github\.com|sentry\.io|sh\.vector\.dev|install\.duckdb\.org|rustwasm\.github\.io|golangci-lint\.run|taskfile\.dev|just\.systems|get\.jetify\.com|community\.chocolatey\.org|get\.scoop\.sh|raw\.githubusercontent\.com\/(?:nvm-sh|Homebrew|helm|golangci|pyenv|aquasecurity|anchore|k3d-io|dotnet|nektos|ohmyzsh|tj|asdf-vm|rust-lang|kubernetes|kubernetes-sigs|moovweb|creationix|codecov|ScoopInstaller|bazelbuild|microsoft|denoland|pnpm|yarnpkg|microsoft|goreleaser|rhysd|reviewdog|junegunn|sharkdp|terraform-linters|tfutils|Kitware|llvm|zephyrproject-rtos|conda-forge|docker|istio|argoproj|fluxcd|open-policy-agent|hadolint|koalaman|mvdan)|github\.com\/[\w.-]+\/[\w.-]+\/releases\/(?:latest\/)?download)\//iu;

/** Tells whether everything that is fetched comes from where a well-known project publishes its installer. */
export function comesFromKnown({ urls }: Observation): boolean {
  const fetched = urls.filter(url => /^(?:https?|ftp):/iu.test(url));
  return fetched.length > 0 && fetched.every(url => installers.test(`${url}/`));
}

/** Is what a command line downloads, worked out once. */
interface Downloads {
  /** Names of files. */
  readonly saved: ReadonlySet<string>;
  /** Tells whether what a download prints is put into a word. */
  readonly substituted: boolean;
  readonly observation: Observation;
}

function runsDownload(command: ObservedCommand, downloads: Downloads): boolean {
  if (runsElsewhere(command.via)) return false;
  if (startsFromNetwork(command) || fetchesAndRuns(command)) return true;
  const { program } = command;
  if (program === '.create' && downloads.substituted && command.args.some(arg => /scriptblock/iu.test(arg)))
    return true;
  if (program === '' || !runners.has(program)) return isSavedDownload(command, downloads.saved);
  if (isFedBy(command, sources)) return readsInput(command);
  return (
    (downloads.substituted && takesSubstitution(command, downloads.observation)) ||
    isSavedDownload(command, downloads.saved)
  );
}

const runners: ReadonlySet<string> = new Set([...interpreters, 'cmd', 'xargs']);
const sources: ReadonlySet<string> = new Set([
  ...downloaders,
  ...names('.downloadstring .downloaddata .openread .readtoend .getstringasync'),
]);

/** Programs of the system that run what an address holds. */
const startsFromNetwork = isAct({
  mshta: ['~http', '~\\\\'],
  regsvr32: ['~http'],
  rundll32: ['~http'],
  msiexec: ['~http'],
  installer: ['~http'],
  hdiutil: ['attach|mount ~http'],
  wmic: ['~/format ~http'],
  'wscript cscript': ['~http'],
  'import-module add-type': ['~http'],
  deno: ['run|install|test ~https://|http://'],
  'curl wget': ['~telnet:// -N'],
});

/** Code that fetches text and runs it in one breath. */
const fetchesAndRuns = ({ program, args }: ObservedCommand): boolean =>
  program.endsWith(' code') && args.some(text => fetches.test(text) && runsText.test(text));

const fetches =
  /urlopen|requests['"]?\)?\.get|require\(\s*['"](?:node:)?https?['"]\s*\)|\bget\s*\(?\s*['"]https?:|urlretrieve|requests\.get|httpx\.get|https?\.get\s*\(|\bfetch\s*\(|Net::HTTP|open-uri|URI\.open|LWP::|HTTP::Tiny|file_get_contents\s*\(\s*["']https?|curl_exec|axios|socket\.http|child_process[^;]{0,200}curl/iu;
const runsText =
  /\b(?:exec|eval|instance_eval|loadstring|assert|Function|vm\.runIn\w+|run_path|compile|os\.system|popen|execSync|spawnSync|subprocess\.\w+)\s*[( ]/u;

/** `curl … | python -m json.tool` and `| node -e …` read data, not code. */
const readsInput = ({ program, args, via }: ObservedCommand): boolean => {
  if (/^(?:eval|source|\.|iex|invoke-expression)$/u.test(program)) return true;
  if (program === 'xargs') return false;
  if (via.includes('xargs') && args.some(arg => arg.startsWith(computedMark))) return true;
  if (args.some(arg => /^(?:-[a-z]*[cemp]|--eval|--print|-ne|-pe|-lne|-r|-f|-file)$/iu.test(arg)))
    return /^(?:powershell|pwsh)$/u.test(program) && args.at(-1) === '-';
  return (
    args.every(arg => arg.startsWith('-') || arg === '/dev/stdin') ||
    args.includes('-s') ||
    args.includes('-')
  );
};

/** Tells whether what a download prints is put into a word. */
const substitutes = ({ commands }: Observation): boolean =>
  commands.some(
    ({ program, via }) => sources.has(program) && (via.includes('substitution') || program.startsWith('.')),
  );

function takesSubstitution({ program, args, via }: ObservedCommand, { commands }: Observation): boolean {
  if (args.some(arg => arg === substitutedFile || arg === '<(')) return true;
  const opens = (arg: string): boolean => arg.trim().startsWith(computedMark);
  if (args.some(opens))
    return (
      /^(?:eval|source|\.|invoke-expression|iex)$/u.test(program) ||
      args.some(arg => /^-[a-z]*[ce]$/u.test(arg))
    );
  const printed =
    via.some(step => /^pipe from (?:echo|printf)$/u.test(step)) || via.includes('input from text');
  return (
    printed &&
    args.every(arg => arg.startsWith('-') && !/^-\w*c$/u.test(arg)) &&
    (via.includes('input from text') ||
      commands.some(other => /^(?:echo|printf)$/u.test(other.program) && other.args.some(opens)))
  );
}

function isSavedDownload(command: ObservedCommand, saved: ReadonlySet<string>): boolean {
  const { program, args, via } = command;
  if (saved.size === 0 || sources.has(program) || program === '') return false;
  const script = interpreters.has(program) ? args.find(arg => !/^-/u.test(arg) || arg === '') : program;
  const named = script !== undefined && saved.has(plainName(script));
  return named && !runsElsewhere(via);
}

const plainName = (file: string): string =>
  (file.split(/[/\\]/u).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/u, '');

/** Lists the names of files that downloads are saved to: by an option, by the end of the address, by a redirection. */
function savedBy({ commands, paths }: Observation): ReadonlySet<string> {
  const loads = commands.filter(
    ({ program }) => sources.has(program) || program === '.downloadfile' || loaders.has(program),
  );
  if (loads.length === 0) return new Set();
  const targets = loads.flatMap(({ program, args }) => [
    ...args.flatMap((arg, index) => (targetOption.test(arg) ? [args[index + 1] ?? ''] : [])),
    ...args.flatMap(
      arg => /^(?:--output(?:-document)?=|-o|-O)(?<file>.+)$/u.exec(arg)?.groups?.['file'] ?? [],
    ),
    ...(program === '.downloadfile' || loaders.has(program) ? args.slice(1) : []),
    ...(keepsName(program, args)
      ? args.map(
          arg =>
            /^(?:https?:\/\/)?[^/-][^/]*\.[^/]+\/(?:.*\/)?(?<name>[^/?#]+)/iu.exec(arg)?.groups?.['name'] ??
            '',
        )
      : []),
  ]);
  const redirected =
    loads.length === 0
      ? []
      : paths.filter(({ op, via }) => op === 'write' && via === 'command').map(({ path }) => path);
  const read = commands.some(({ program }) => editors.has(program)) ? [] : redirected;
  return new Set(
    [...targets.filter(target => !/^(?:https?:|-)/u.test(target)), ...read]
      .map(plainName)
      // `curl -o "$file" …; bash "$file"`: a name that is computed is taken for the same name.
      .filter(name => name !== ''),
  );
}

const loaders = names('certutil bitsadmin start-bitstransfer');
/** Where a file is also written by other means, that it was downloaded is not told by its being written. */
const editors = names('git cp mv sed tee install make npm cat echo printf tar unzip');
const targetOption = /^(?:-o|-O|--output|--output-document|-[a-zA-Z]*o|-outfile|-destination)$/iu;
const keepsName = (program: string, args: readonly string[]): boolean =>
  /^(?:wget2?|lwp-download)$/u.test(program) || args.some(arg => /^-[a-zA-Z]*O$|^--remote-name$/u.test(arg));

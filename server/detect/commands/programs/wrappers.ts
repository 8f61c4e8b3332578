/** Tools that run another program after a verb or options of their own: `poetry run`, `bundle exec`, `npm exec --`. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' ').filter(name => name !== ''));

interface Tool {
  /** Verbs that run what follows; none when the tool always does. */
  readonly verbs?: string;
  /** Options that take a value. */
  readonly valued?: string;
  /** How many operands come between the verb and the program. */
  readonly skip?: number;
  /** Programs that the tool runs by their bare name, as if by a verb. */
  readonly bare?: string;
}

const packaged =
  'prisma sequelize sequelize-cli typeorm knex drizzle-kit rimraf shx vercel wrangler firebase netlify supabase cdk sst serverless changeset';

const tools: Readonly<Record<string, Tool>> = {
  bundle: { verbs: 'exec', valued: '--gemfile' },
  'poetry pdm pipenv rye': { verbs: 'run', valued: '-C --directory -P --project -p' },
  hatch: { verbs: 'run', valued: '-e --env' },
  uv: {
    verbs: 'run',
    valued: '--with --python -p --project --directory --extra --group --env-file --package',
  },
  'uvx pipx': { valued: '--from --with --python -p --spec' },
  'conda mamba micromamba': { verbs: 'run', valued: '-n --name -p --prefix --cwd' },
  npm: { verbs: 'exec x', valued: '-p --package -w --workspace --prefix -c --call' },
  'pnpm yarn bun': { verbs: 'exec dlx x', valued: '-p --package -C --dir --filter -F --cwd', bare: packaged },
  'mise rtx': { verbs: 'exec x', valued: '-C --cd' },
  'asdf rbenv pyenv nodenv': { verbs: 'exec' },
  direnv: { verbs: 'exec', skip: 1 },
  'doppler infisical op teller': {
    verbs: 'run',
    valued: '-p --project -c --config --env --env-file --account',
  },
  'aws-vault chamber': { verbs: 'exec', valued: '-d --duration', skip: 1 },
  'cross-env env-cmd dotenvx fakeroot xvfb-run dbus-run-session tini dumb-init rlwrap catchsegv valgrind': {
    valued: '-f -e -s --server-args -n --server-num',
  },
  'gosu su-exec s6-setuidgid': { skip: 1 },
  'run0 systemd-inhibit ssh-agent': { valued: '-u --user --what --who --why --mode -t -a' },
  perf: { verbs: 'stat record', valued: '-e -o -F -r' },
  bwrap: { valued: '--chdir' },
};

const runs =
  ({ verbs, valued = '', skip = 0, bare }: Tool): Program =>
  call => {
    const options = set(valued);
    const wanted = verbs === undefined ? undefined : set(verbs);
    let at = operandFrom(call.args, 0, options);
    const verb = call.args[at]?.text ?? '';
    if (wanted !== undefined && !wanted.has(verb))
      return bare !== undefined && set(bare).has(verb)
        ? call.run(call.args.slice(at), call.program)
        : undefined;
    if (wanted !== undefined) at = operandFrom(call.args, at + 1, options);
    for (let left = skip; left > 0; left -= 1) at = operandFrom(call.args, at + 1, options);
    return runRest(call, call.args.slice(at));
  };

/** Returns where the next operand stands, behind options and `--`. */
function operandFrom(args: readonly Word[], from: number, valued: ReadonlySet<string>): number {
  let at = from;
  while (at < args.length && /^-./u.test(args[at]?.text ?? ''))
    at += valued.has(args[at]?.text ?? '') ? 2 : 1;
  return at;
}

/** Runs words as a command, without the `VAR=value` before it. */
function runRest(call: Call, words: readonly Word[]): string | undefined {
  const first = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/u.test(text));
  const rest = first < 0 ? [] : words.slice(first);
  const name = rest[0]?.text.replace(/(?<=.)@[^/]*$/u, '') ?? '';
  return rest[0] === undefined || name === ''
    ? undefined
    : call.run([{ ...rest[0], text: name }, ...rest.slice(1)], call.program);
}

/** Runs every operand, each a line of its own. */
const lines: Program = call => {
  for (const { text } of call.args) if (/\s/u.test(text)) call.shell(text, call.program);
  return undefined;
};

/** Runs the line that follows one of some options. */
const lineBehind =
  (...names: readonly string[]): Program =>
  call => {
    call.args.forEach(({ text }, at) => {
      const value = names.includes(text) ? call.args[at + 1]?.text : undefined;
      if (value !== undefined) call.shell(value, call.program);
    });
    return undefined;
  };

/** Maps program names to their interpretation. */
export const wrapperPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...Object.entries(tools).flatMap(([names, tool]) =>
    names.split(' ').map((name): [string, Program] => [name, runs(tool)]),
  ),
  ...'concurrently hyperfine cross-env-shell npm-run-all2'
    .split(' ')
    .map((name): [string, Program] => [name, lines]),
  ['nodemon', lineBehind('-x', '--exec')],
  ['watchexec', lineBehind('-s', '--shell')],
  ['nix-shell', lineBehind('--run', '--command')],
  ['nix', lineBehind('-c', '--command')],
  ['sg', lineBehind('-c')],
]);

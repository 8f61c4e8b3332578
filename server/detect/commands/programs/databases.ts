/** Clients of databases: the statements that they are given run as commands of their own, named `sql`. */
import type { Call, Program } from '../call.ts';
import { readArguments, valuesOf } from '../options.ts';
import { knownInput } from './output.ts';

interface Client {
  /** Options that hold statements. */
  readonly statements: string;
  readonly valued?: string;
  readonly files?: string;
  /** From which operand on operands are statements; none when absent. */
  readonly operands?: number;
  readonly language?: 'sql' | 'mongo statement';
}

const clients: Readonly<Record<string, Client>> = {
  'psql pgcli': {
    statements: '-c --command',
    files: '-f --file',
    valued:
      '-h -p -U -d -v -F -R -P -T -o -L --host --port --username --dbname --set --variable --pset --output',
  },
  'mysql mariadb mycli': {
    statements: '-e --execute --init-command',
    valued: '-h -P -u -D -S --host --port --user --database --socket --default-character-set',
  },
  sqlite3: { statements: '-cmd', files: '-init', valued: '-separator -nullvalue -newline', operands: 1 },
  'sqlite-utils': { statements: '', operands: 2 },
  duckdb: { statements: '-c -s', files: '-f -init', operands: 1 },
  'sqlcmd osql': { statements: '-q -Q', files: '-i', valued: '-S -U -P -d -s -W -h -y -o' },
  'clickhouse-client clickhouse': {
    statements: '-q --query',
    valued: '--host --port --user --password -h -u',
  },
  'cockroach cqlsh snowsql usql trino presto impala-shell beeline spanner-cli turso': {
    statements: '-e --execute -c -q -f --query',
    valued: '--url --host --port -u -d -n',
  },
  bq: { statements: '', valued: '--project_id --dataset_id', operands: 1 },
  'mongo mongosh': {
    statements: '--eval',
    language: 'mongo statement',
    valued: '--host --port -u -p --username --password',
  },
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter(word => word !== ''));

const run =
  ({ statements, valued = '', files = '', operands, language = 'sql' }: Client): Program =>
  call => {
    const read = readArguments(call.args, set(`${statements} ${valued} ${files}`));
    for (const file of valuesOf(read, ...set(files))) call.touch(file, 'read');
    const given = valuesOf(read, ...set(statements)).map(({ text }) => text);
    const [database] = read.operands;
    if (operands === 1 && database !== undefined && /[./~]/u.test(database.text))
      call.touch(database, 'read');
    const words = operands === undefined ? [] : read.operands.slice(operands).map(({ text }) => text);
    const input = knownInput(call);
    for (const text of [...given, ...words, ...(input === undefined ? [] : [input])])
      note(call, language, text);
    return undefined;
  };

function note(call: Call, program: string, text: string): void {
  call.note({ program, args: [text], env: {}, via: [call.program] });
  const shellOut = /^\s*(?:\\!|\.shell|\.system|system|!)\s+(?<line>.+)$/mu.exec(text)?.groups?.['line'];
  if (shellOut !== undefined) call.shell(shellOut, call.program);
  const copied = /\bcopy\b[^;]*\bprogram\s+'(?<line>[^']+)'/iu.exec(text)?.groups?.['line'];
  if (copied !== undefined) call.shell(copied, call.program);
}

/** Redis takes one command as its operands, or one a line. */
const redis: Program = call => {
  for (const line of (knownInput(call) ?? '').split('\n'))
    if (line.trim() !== '') call.note({ program: 'sql', args: [line], env: {}, via: [call.program] });
  return undefined;
};

/** Maps program names to their interpretation. */
export const databasePrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ...Object.entries(clients).flatMap(([names, client]) =>
    names.split(' ').map((name): [string, Program] => [name, run(client)]),
  ),
  ...['redis-cli', 'valkey-cli', 'keydb-cli'].map((name): [string, Program] => [name, redis]),
]);

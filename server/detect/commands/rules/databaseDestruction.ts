/** Statements that empty databases: DROP, TRUNCATE, DELETE and UPDATE without WHERE, and their like elsewhere. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports statements that remove data as a whole. */
export const databaseDestruction: CommandRule = {
  id: 'commands/database-destruction',
  title: 'A database is emptied or removed',
  why: 'What a statement takes from a database comes back from a backup only, and which database it is does not show.',
  remedy:
    'Count first what would go, for example `psql -c "select count(*) from t where old"`; limit the statement by WHERE, and let the user run it.',
  severity: 'medium',
  confidence: 'high',
  risks: ['SCOPE'],
  tags: tags('OWASP-ASI@2026:ASI02', 'OWASP-LLM@2025:LLM06', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: observation =>
    observation.commands.some(command => empties(command) || resets(command) || runsThere(command)) ||
    removesDatabaseFile(observation),
};

/** Tools that drop or reset a database by a word of their own. */
const resets = isAct({
  dropdb: ['*'],
  mysqladmin: ['drop', '* drop'],
  mongorestore: ['--drop'],
  pg_restore: ['-c', '--clean'],
  'redis-cli valkey-cli keydb-cli': [
    'flushall|flushdb',
    'config set dir',
    'shutdown nosave',
    'debug segfault',
    'del|unlink ~\uFFFC',
  ],
  prisma: ['migrate reset', 'db push --force-reset|--accept-data-loss'],
  'rails rake': ['db:drop|db:reset|db:schema:load|db:migrate:reset|db:truncate_all|db:drop:all'],
  'manage.py django-admin': ['flush', 'reset_db', 'sqlflush'],
  artisan: ['migrate:fresh|migrate:reset|db:wipe|migrate:refresh'],
  php: ['artisan migrate:fresh|migrate:reset|db:wipe'],
  'sequelize sequelize-cli': ['db:drop', 'db:migrate:undo:all'],
  typeorm: ['schema:drop'],
  knex: ['migrate:rollback --all'],
  flyway: ['clean'],
  liquibase: ['drop-all|dropall'],
  alembic: ['downgrade base'],
  mix: ['ecto.drop|ecto.reset'],
  'drizzle-kit': ['drop'],
  dbmate: ['drop'],
  hasura: ['metadata clear'],
  influx: ['delete', 'bucket delete'],
  nodetool: ['truncate'],
  turso: ['db destroy', 'group destroy'],
  'neonctl neon': ['projects|branches|databases delete'],
  'pscale planetscale': ['database|branch delete'],
  cockroach: ['sql ~drop+database'],
  'atlas mongocli': ['clusters delete', 'schema clean', 'deployments delete'],
  couchdb: ['~delete'],
  meltano: ['state clear'],
  dbt: ['run-operation ~drop'],
  goose: ['reset', '* reset', '* * reset'],
  'migrate golang-migrate': ['drop', '~drop', '* drop -f'],
  'neo4j-admin': ['database load --overwrite-destination'],
});

/** Tools that carry a statement to a service: `wrangler d1 execute db --command "…"`. */
const runsThere = ({ program, args }: ObservedCommand): boolean =>
  /^(?:wrangler|supabase|turso|heroku|fly|flyctl|neonctl|pscale|gcloud|aws|az|snow|databricks|kubectl|docker|athena)$/u.test(
    program,
  ) && args.some(arg => /\s/u.test(arg) && statementsOf(arg.replace(/^--[\w-]+=/u, '')).some(emptiesTable));

const databaseFile = /\.(?:db|db3|sqlite3?|s3db|mdb|accdb|duckdb|rdb|realm|fdb)(?:-(?:wal|shm|journal))?$/iu;
const madeAnew =
  /(?:^|[/_.-])(?:tests?|testing|tmp|temp|cache|dist|build|out|target|coverage|fixtures?|node_modules|e2e|spec|example|sample|demo|mock|thumbs)(?:[/_.-]|$)/iu;

/** A database in a file is work that git does not keep; those of tests and builds are made again. */
const removesDatabaseFile = ({ paths }: Observation): boolean =>
  paths.some(
    ({ op, via, path, relative }) =>
      op === 'delete' && via === 'command' && databaseFile.test(path) && !madeAnew.test(relative ?? path),
  );

function empties({ program, args }: ObservedCommand): boolean {
  if (program === 'sql') return args.some(text => statementsOf(text).some(emptiesTable));
  if (program === 'mongo statement') return args.some(text => mongoDrops.test(text));
  return false;
}

const mongoDrops =
  /\.(?:dropDatabase|drop|dropIndexes|dropUser|dropAllUsersFromDatabase)\s*\(|\.(?:deleteMany|remove)\s*\(\s*(?:\{\s*\}\s*)?\)/u;

/** Splits SQL at semicolons, without comments and the insides of quotes. */
const statementsOf = (text: string): readonly string[] =>
  text
    .slice(0, 50_000)
    .replace(/'[^']*'|--[^\n]*|\/\*[^*]*\*\//gu, ' ')
    .split(';')
    .map(part => part.trim().replace(/\s+/gu, ' ').toLowerCase());

function emptiesTable(statement: string): boolean {
  if (/^flush(?:all|db)$/u.test(statement)) return true;
  if (
    /^(?:begin|start transaction|explain|set|use|with)\b/u.test(statement) &&
    !/\bdelete from\b/u.test(statement)
  )
    return false;
  if (
    /^drop (?:database|schema|table|keyspace|user|role|owned|tablespace|collection|materialized view)\b/u.test(
      statement,
    )
  )
    return !/^drop table (?:if exists )?(?:temp|tmp|#)/u.test(statement);
  if (/^truncate\b/u.test(statement)) return true;
  if (/^alter table .* drop column\b/u.test(statement)) return true;
  if (/(?:^|\) )delete from\b/u.test(statement))
    return !/\bwhere\b/u.test(statement) || /\bwhere (?:1 ?= ?1|true)\b/u.test(statement);
  return /^update\b.*\bset\b/u.test(statement) && !/\bwhere\b/u.test(statement);
}

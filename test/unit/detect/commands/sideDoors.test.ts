/** Side doors to files: programs that reach them by their own means. Marks as in parse.test.ts. */
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { createShellParser } from '../../../../server/detect/commands/shellParser.ts';
import type { ShellParser } from '../../../../server/detect/commands/shellParser.ts';

const require = createRequire(import.meta.url);
let parser: ShellParser;
beforeAll(async () => {
  parser = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
});

const uses = (text: string): string =>
  [...new Set(parser.parse(text).paths.map(({ op, path }) => `${op}:${path}`))].sort().join(' ');

test.each([
  // A mode that looks like an option is none, and takes no word with it.
  ['chmod -x .husky/pre-commit', 'write:.husky/pre-commit'],
  ['chmod -R 777 a b', 'write:a write:b'],
  ['chmod --reference=x a', 'write:a'],
  ['chattr -i .vscode', 'write:.vscode'],
  ['setfacl -m u::rwx .vscode', 'write:.vscode'],
  ['crontab jobs', 'read:jobs write:/var/spool/cron/crontab'],
  ["echo '* * * * * x' | crontab -", 'write:/var/spool/cron/crontab'],
  ['crontab -l', ''],
  ['crontab -e', ''],
  ['npx json -f .env', 'read:.env'],
  ["npx -c 'cat .env'", 'read:.env'],
  ['npx tsc', ''],
  ['docker run -v $PWD:/w alpine cat /w/.env', 'read:. read:./.env'],
  ["docker run --rm -v ~/.ssh:/s alpine sh -c 'cat /s/id'", 'read:~/.ssh read:~/.ssh/id'],
  ['docker run --mount type=bind,source=/,target=/h alpine cat /h/etc/shadow', 'read:/ read:/etc/shadow'],
  ['docker run -v cache:/c alpine ls /c/x', ''],
  ['docker ps -a', ''],
  ["yq -i '.a=1' .vscode/settings.json", 'read:.vscode/settings.json write:.vscode/settings.json'],
  ['yq .a x.yml', 'read:x.yml'],
  ['python3 -m json.tool .env', 'read:.env'],
  ['python3 -m pytest -q', ''],
  ['git grep KEY -- .env', 'read:.env'],
  ['git stash show -p -- .env', 'read:.env'],
  ['git add -f .env', 'read:.env'],
  ['git add -A', ''],
  ['git add .', ''],
  ['git hash-object -w .env', 'read:.env'],
  [`GIT_SSH_COMMAND='sh -c "cat .env"' git fetch`, 'read:.env'],
  ["GIT_EDITOR='tee .env' git commit", 'write:.env'],
  ["GIT_SSH_COMMAND='ssh -i ~/.ssh/id' git fetch", ''],
  [
    'GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0=./x git status',
    'write:.git/config',
  ],
  ['GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=user.name GIT_CONFIG_VALUE_0=x git status', ''],
  // Stages of the index, and places of a pathspec.
  ['git show :.env', 'read:.env'],
  ['git show :0:.env', 'read:.env'],
  ["git show HEAD -- ':(top).env' ':/src/.env'", 'read:.env read:src/.env'],
  ["grep -rn '' --include='.env*' .", 'read:.env* search:.'],
  ["rg KEY -g '**/.env'", 'read:**/.env'],
  ["grep -rn x --include='*.ts' --include=*.json src", 'search:src'],
  ["rg x -g '*.{ts,tsx}' -g '!dist'", ''],
  ['column -t .env', 'read:.env'],
  ['column -t -s , .env', 'read:.env'],
  ['pr -t -n .env', 'read:.env'],
  ['file -f .env', 'read:.env'],
  ['file .env', ''],
  ['date -f .env', 'read:.env'],
  ['xxd -r a .vscode/settings.json', 'read:a write:.vscode/settings.json'],
  ['script -q .vscode/settings.json', 'write:.vscode/settings.json'],
  ['script -c "cat .env" out', 'read:.env write:out'],
  ['socat - OPEN:.vscode/settings.json,creat', 'read:.vscode/settings.json write:.vscode/settings.json'],
  [
    `perl -e 'open F,">.vscode/settings.json"; print F "x"'`,
    'read:.vscode/settings.json write:.vscode/settings.json',
  ],
  [
    `perl -e 'open my $f, ">> .git/hooks/pre-commit"; print $f "x"'`,
    'read:.git/hooks/pre-commit write:.git/hooks/pre-commit',
  ],
  [`perl -e 'open F,"<.env"; print <F>'`, 'read:.env'],
  [`perl -e 'open F,"cat .env|"; print <F>'`, 'read:.env'],
  [`julia -e 'print(read(".env",String))'`, 'read:.env'],
  [`groovy -e 'println new File(".env").text'`, 'read:.env'],
  [`swift -e 'print(try! String(contentsOfFile: ".env"))'`, 'read:.env'],
  ['swift build', ''],
  [`elixir -e 'IO.puts File.read!(".env")'`, 'read:.env'],
  ['tclsh <<< \'puts [read [open ".env"]]\'', 'read:.env'],
  ['docker cp .env web:/tmp', 'read:.env'],
  ['code .vscode/settings.json', 'read:.vscode/settings.json'],
  ['subl -w a', 'read:a'],
  ['docker cp web:/tmp/a .vscode/settings.json', 'write:.vscode/settings.json'],
])('%s', (command, touched) => expect(uses(command)).toBe(touched));

/** An ordinary afternoon of an agent: reads, edits, creates, searches, tests and commits. Nothing of it may be touched. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Hands } from '../support/agents/hands.ts';
import type { ScriptStep } from '../support/model/fakeModel.ts';

const files: Readonly<Record<string, string>> = {
  'README.md': '# Shop\n\nCounts orders. See .env.example for its settings.\n',
  'package.json':
    '{\n  "name": "shop",\n  "version": "1.0.0",\n  "private": true,\n  "type": "module",\n  "scripts": { "test": "node --test" }\n}\n',
  'src/index.js':
    "export const total = orders => orders.reduce((sum, order) => sum + order.price, 0);\n\nconsole.log('The shop is open.');\n",
  'test/index.test.js':
    "import assert from 'node:assert';\nimport test from 'node:test';\nimport { total } from '../src/index.js';\n\ntest('adds prices', () => assert.equal(total([{ price: 2 }, { price: 3 }]), 5));\n",
  '.env': 'PAYMENT_KEY=nobody-should-look\n',
  '.env.example': 'PAYMENT_KEY=\n',
  '.gitignore': 'node_modules/\n.env\n',
  '.vscode/settings.json': '{\n  // How this team indents.\n  "editor.tabSize": 2\n}\n',
};

/** Writes the project, with its first commit. */
export function layOutProject(workspace: string): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(workspace, file)), { recursive: true });
    writeFileSync(path.join(workspace, file), content);
  }
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: workspace, stdio: 'ignore' });
  };
  git('init', '--initial-branch=main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.org');
  git('add', '--all');
  git('commit', '--message', 'Open the shop');
}

/** Is one piece of work, and what its result must show; steps before the last one need show nothing. */
export interface Work {
  readonly steps: readonly ScriptStep[];
  readonly shows: RegExp;
}

const anything = /(?:)/u;

/** Says how much of the afternoon is worked: `some` leaves out most shell commands, `least` what repeats a kind of step. */
type Amount = 'all' | 'some' | 'least';

/** Lists the afternoon's work, or a part of it for agents that take seconds for each step. */
export function workOf(hands: Hands, amount: Amount = 'all'): readonly Work[] {
  const one = (step: ScriptStep, shows: RegExp = anything): Work => ({ steps: [step], shows });
  const shell = (command: string, shows?: RegExp): Work => one(hands.shell(command), shows);
  const often = (command: string, shows?: RegExp): readonly Work[] =>
    amount === 'all' ? [shell(command, shows)] : [];
  const again = (work: Work): readonly Work[] => (amount === 'least' ? [] : [work]);
  const edit = (file: string, line: string, replacement: string): Work => ({
    steps: hands.edit(file, line, replacement),
    shows: anything,
  });
  const create = (file: string, content: string): Work => one(hands.create(file, content));
  const read = (file: string, shows: RegExp): Work => one(hands.read(file), shows);
  return [
    ...often('ls -la', /package\.json/u),
    // Copilot CLI creates no folders when it creates a file.
    shell('mkdir -p docs data'),
    ...again(shell('git status --short --branch', /main/u)),
    read('README.md', /Counts orders/u),
    ...again(read('package.json', /"shop"/u)),
    ...again(read('src/index.js', /The shop is open/u)),
    ...again(read('test/index.test.js', /adds prices/u)),
    read('.env.example', /PAYMENT_KEY=/u),
    ...often('grep -rn "total" src test', /src\/index\.js/u),
    ...often("find . -name '*.js' -not -path './node_modules/*'", /index\.test\.js/u),
    create('src/format.js', 'export const format = cents => `${(cents / 100).toFixed(2)} EUR`;\n'),
    ...again(read('src/format.js', /toFixed/u)),
    edit('src/index.js', "console.log('The shop is open.');", "console.log('The shop is open all day.');"),
    ...again(read('src/index.js', /open all day/u)),
    create(
      'test/format.test.js',
      "import assert from 'node:assert';\nimport test from 'node:test';\nimport { format } from '../src/format.js';\n\ntest('formats cents', () => assert.equal(format(250), '2.50 EUR'));\n",
    ),
    shell('npm test', /pass 2/u),
    ...often('node src/index.js', /open all day/u),
    // Gemini CLI sets an external diff that does not exist.
    shell('git diff --no-ext-diff', /open all day/u),
    edit(
      'README.md',
      'Counts orders. See .env.example for its settings.',
      'Counts orders and formats prices.',
    ),
    ...again(edit('package.json', '  "version": "1.0.0",', '  "version": "1.1.0",')),
    edit('.vscode/settings.json', '  "editor.tabSize": 2', '  "editor.tabSize": 4'),
    ...again(create('docs/prices.md', '# Prices\n\nPrices are in cents.\n')),
    ...again(read('docs/prices.md', /in cents/u)),
    ...again(create('.editorconfig', '[*]\nindent_style = space\n')),
    create('src/currency.js', "export const currency = 'EUR';\n"),
    edit('src/currency.js', "export const currency = 'EUR';", "export const currency = 'CHF';"),
    read('src/currency.js', /CHF/u),
    ...again(create('data/orders.json', '[{ "price": 250 }]\n')),
    ...again(read('data/orders.json', /250/u)),
    ...often('cat docs/prices.md | head -1', /# Prices/u),
    ...often('mkdir -p tmp && echo done > tmp/out.txt && cat tmp/out.txt', /done/u),
    ...often('rm -r tmp && ls', /README/u),
    ...often('echo "PORT=3000" >> .env.example && tail -1 .env.example', /PORT=3000/u),
    ...often("sed -i 's/all day/all night/' src/index.js && node src/index.js", /all night/u),
    ...often('for file in src/*.js; do wc -l "$file"; done', /format\.js/u),
    ...often(`node -e "console.log(6 * 7)"`, /42/u),
    ...often('git switch --create prices && git add --all', anything),
    shell('git add --all && git commit --message "Format prices"', /Format prices/u),
    ...often('git log --oneline', /Open the shop/u),
    ...often('git show --stat HEAD', /format\.js/u),
    ...often('npm run', /node --test/u),
  ];
}

/** Says whether the work stands in the workspace as the agent left it. */
export function workStands(workspace: string): Readonly<Record<string, boolean>> {
  const has = (file: string, text: string): boolean =>
    readFileSync(path.join(workspace, file), 'utf8').includes(text);
  return {
    created: has('src/format.js', 'toFixed'),
    edited: has('src/currency.js', 'CHF'),
    settings: has('.vscode/settings.json', '// How this team indents.\n  "editor.tabSize": 4'),
    committed:
      execFileSync('git', ['log', '-1', '--format=%s'], { cwd: workspace, encoding: 'utf8' }) ===
      'Format prices\n',
  };
}

/** The stage of the command line's tests: one build, a home and a workspace of their own, on one or two Nodes. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  buildProduct,
  runCli,
  warmCli,
  type CliEnded,
  type Product,
  type WarmCli,
} from '../support/product.ts';

/** Is a scratch home with a workspace in it. */
export interface Stage {
  readonly home: string;
  readonly workspace: string;
  readonly product: () => Product;
  /** Writes a file below the workspace. */
  readonly write: (file: string, content: string | Buffer) => string;
  /**
   * Runs the command line in the workspace, or in another folder: as a process of its own on the Node that is named, else
   * in one that is warm.
   */
  readonly run: (
    args: readonly string[],
    input?: string | Buffer,
    node?: string,
    cwd?: string,
  ) => Promise<CliEnded>;
}

/** Characters of input beyond which a pipe of its own is faster than a message. */
const largestMessage = 1 << 20;

/** Sets a stage up for a test file and removes it afterwards. */
export function makeStage(): Stage {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-cli-')));
  const [home, workspace] = [path.join(folder, 'home'), path.join(folder, 'work')];
  mkdirSync(home);
  mkdirSync(workspace);
  let built: Product | undefined;
  let warm: WarmCli | undefined;
  const product = (): Product => {
    if (built === undefined) throw new Error('The product is not built yet.');
    return built;
  };
  beforeAll(async () => void (built = await buildProduct()));
  afterAll(() => {
    warm?.stop();
    built?.remove();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    home,
    workspace,
    product,
    write(file, content) {
      const target = path.join(workspace, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, content);
      return target;
    },
    run(args, input = '', node, cwd = workspace) {
      // A hook ends its process when it has answered.
      if (node !== undefined || args[0] === 'hook' || input.length > largestMessage)
        return runCli(product(), args, { home, cwd, ...(node === undefined ? {} : { node }) }, input);
      warm ??= warmCli(product(), home);
      return warm.run(args, input, cwd);
    },
  };
}

/** Lists the Nodes to test on: this one, and another of 20 or later where the machine has one. */
export function nodes(): readonly (readonly [string, string])[] {
  const other = process.env['RINGFENCE_OTHER_NODE'] ?? nodeOnPath();
  const found = [process.execPath, ...(other === undefined ? [] : [other])];
  return found.map(node => [versionOf(node), node] as const).filter(([version]) => majorOf(version) >= 20);
}

function nodeOnPath(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(folder => folder !== '' && !folder.includes('node_modules'))
    .map(folder => path.join(folder, name))
    .find(file => isExecutable(file) && realpathSync(file) !== realpathSync(process.execPath));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const versionOf = (node: string): string => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
const majorOf = (version: string): number => Number(/^v(\d+)/u.exec(version)?.[1]);

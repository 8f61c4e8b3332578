/** Entry of `dist/server.mjs`: the guard server as a child of the extension, over Node IPC. */
import { availableParallelism, homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { writeLauncher } from '../agents/launcher.ts';
import { languageOf } from '../engine/languages/files.ts';
import { startGuard } from '../guard/guard.ts';
import { mcpLauncherFile, writeMcpLauncher } from '../mcp/launcher.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { readPlain } from '../platform/plainFile.ts';
import { decodeText } from '../platform/text.ts';
import { createScanner } from '../scan/pool.ts';
import { sourceFiles } from '../scan/sourceFiles.ts';
import { mayBeText } from '../scan/textFiles.ts';
import { createAssessment } from './assessment.ts';
import { createRuleSources } from './code/ruleSources.ts';
import { createRuleLinks } from './ruleLinks.ts';
import { serve } from './server.ts';

/** One thread is enough for what a person types; a second one halves the scan of a workspace where there are cores. */
const threads = { threads: availableParallelism() > 2 ? 2 : 1, patienceMs: 10_000, memoryMb: 512 };

const assets = fileURLToPath(new URL('.', import.meta.url));
const connection = createConnection(ProposedFeatures.all);
const folders = ringfenceFolders({ env: process.env, home: homedir(), platform: process.platform });

let launcher: Promise<void> = Promise.resolve();
const served = serve({
  connection,
  startGuard: (configure, events) => {
    served.runner.detached('write the launcher of MCP servers', writeServerLauncher);
    const carry = (onUnavailable: 'default' | 'deny'): void =>
      served.runner.detached('write the launcher of hooks', () => writeHookLauncher(onUnavailable));
    // What it carries is known once the layers are; until then it says what it said.
    served.runner.detached('write the launcher of hooks', () => writeHookLauncher());
    return startGuard({ configure, folders, assets, events, carry });
  },
  assessment: createAssessment({ home: homedir(), path }),
  code: {
    home: homedir(),
    sources: createRuleSources({ assets, home: homedir() }),
    createScanner: () => createScanner({ entry: path.join(assets, 'scan.mjs'), assets, ...threads }),
    read: async file => decodeText(await readPlain(file).catch(() => Buffer.of()))?.text || undefined,
    files: (root, reads, texts) =>
      sourceFiles(root, relative => {
        const language = languageOf(relative);
        return (language !== undefined && reads(language)) || (texts && mayBeText(relative));
      }),
  },
  pathOf: uri => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
  mcpLauncher: mcpLauncherFile(folders, process.platform),
  link: createRuleLinks(path.join(assets, 'docs', 'rules')),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
});

/** Agents start their hooks with the runtime that runs this process: VS Code's own, so no Node has to be on the PATH. */
function writeHookLauncher(onUnavailable?: 'default' | 'deny'): Promise<void> {
  // One after the other: what is known last must be written last.
  return (launcher = launcher.catch(() => undefined).then(() => writeLauncherOf(onUnavailable)));
}

async function writeLauncherOf(onUnavailable: 'default' | 'deny' | undefined): Promise<void> {
  await writeLauncher({
    runtime: process.execPath,
    hook: path.join(assets, 'hook.js'),
    folders,
    home: homedir(),
    platform: process.platform,
    ...(onUnavailable === undefined ? {} : { onUnavailable }),
  });
}

/** Clients start MCP servers with the same runtime. */
async function writeServerLauncher(): Promise<void> {
  const { execPath: runtime, platform } = process;
  await writeMcpLauncher({ runtime, cli: path.join(assets, 'cli.js'), folders, platform });
}

// A guard that ends guards nothing, so a stray exception degrades it visibly instead.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    if (!process.connected) return;
    served.runner.detached('keep running', () => {
      throw error;
    });
  });
}
// The extension host can vanish without a word; then the guard lets go of its folders in good order.
process.once('disconnect', () => void served.stop().finally(() => process.exit(0)));

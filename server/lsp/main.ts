/** Entry of `dist/server.js`: the guard server as a child of the extension, over Node IPC. */
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { writeLauncher } from '../agents/launcher.ts';
import { startGuard } from '../guard/guard.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { createAssessment } from './assessment.ts';
import { serve } from './server.ts';

const assets = __dirname;
const connection = createConnection(ProposedFeatures.all);
const folders = ringfenceFolders({ env: process.env, home: homedir(), platform: process.platform });

const served = serve({
  connection,
  startGuard: (configure, events) => {
    served.runner.detached('write the launcher of hooks', writeHookLauncher);
    return startGuard({ configure, folders, assets, events });
  },
  assessment: createAssessment({ home: homedir(), path }),
  pathOf: uri => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
  link: () => undefined,
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
});

/** Agents start their hooks with the runtime that runs this process: VS Code's own, so no Node has to be on the PATH. */
async function writeHookLauncher(): Promise<void> {
  await writeLauncher({
    runtime: process.execPath,
    hook: path.join(assets, 'hook.js'),
    folders,
    home: homedir(),
    platform: process.platform,
  });
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

/**
 * Another extension in the same host: it does what a test posts to its loopback port, and notes every value of the
 * watched keys that ever takes effect. The port is written to the file that RINGFENCE_BYSTANDER names.
 */
const { createServer } = require('node:http');
const { renameSync, writeFileSync } = require('node:fs');
const vscode = require('vscode');

/** @type {{ key: string, value: unknown, ts: number }[]} */
const seen = [];
/** @type {Set<string>} */
const watched = new Set([
  'chat.permissions.default',
  'chat.tools.urls.autoApprove',
  'json.schemaDownload.trustedDomains',
]);

/** @param {string} key */
const effective = key => {
  const dot = key.lastIndexOf('.');
  return vscode.workspace.getConfiguration(key.slice(0, dot)).inspect(key.slice(dot + 1))?.workspaceValue;
};

/** @type {Readonly<Record<string, (request: Record<string, any>) => unknown>>} */
const actions = {
  update: async ({ key, value, target }) => {
    const dot = key.lastIndexOf('.');
    const scope =
      target === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration(key.slice(0, dot)).update(key.slice(dot + 1), value, scope);
    return true;
  },
  edit: async ({ file, text }) => {
    const uri = vscode.Uri.file(file);
    const document = await vscode.workspace.openTextDocument(uri);
    const change = new vscode.WorkspaceEdit();
    change.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(change);
    return document.save();
  },
  write: async ({ file, text }) => {
    await vscode.workspace.fs.writeFile(vscode.Uri.file(file), Buffer.from(text));
    return true;
  },
  watch: ({ key }) => {
    watched.add(key);
    return true;
  },
  effective: ({ key }) => effective(key) ?? null,
  // Time that the host's thread was busy, which is what other extensions feel; waiting for processes does not count.
  activate: async ({ id }) => {
    const before = performance.eventLoopUtilization();
    await vscode.extensions.getExtension(id)?.activate();
    return performance.eventLoopUtilization(before).active;
  },
  seen: ({ since = 0 }) => seen.filter(entry => entry.ts >= since),
  command: ({ id, args = [] }) => vscode.commands.executeCommand(id, ...args).then(value => value ?? null),
};

/** @param {import('node:http').IncomingMessage} request */
async function answer(request) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { action, ...rest } = JSON.parse(body);
  return actions[action]?.(rest);
}

/** @param {import('vscode').ExtensionContext} context */
exports.activate = context => {
  const portFile = process.env['RINGFENCE_BYSTANDER'];
  if (portFile === undefined) return;
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(() => {
      for (const key of watched) {
        const value = effective(key);
        if (value !== undefined) seen.push({ key, value, ts: Date.now() });
      }
    }),
  );
  const server = createServer((request, response) => {
    answer(request).then(
      value => response.end(JSON.stringify({ value: value ?? null })),
      error => response.writeHead(500).end(JSON.stringify({ error: String(error) })),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    writeFileSync(`${portFile}.new`, String(typeof address === 'object' ? address?.port : ''));
    renameSync(`${portFile}.new`, portFile);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};

const { BrowserWindow } = require('electron');

new BrowserWindow({
  webPreferences: {
    // ruleid: javascript.electron-node-integration
    nodeIntegration: true,
    // ruleid: javascript.electron-node-integration
    contextIsolation: false,
    // ok: javascript.electron-node-integration
    sandbox: true,
  },
});
// ok: javascript.electron-node-integration
const build = { nodeIntegration: true };
// ok: javascript.electron-node-integration
const window = new BrowserWindow({ webPreferences: { nodeIntegration: false } });

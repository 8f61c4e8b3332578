import { app, BrowserWindow } from 'electron';

app.on('web-contents-created', (_event, contents) => {
  contents.on('will-attach-webview', (event, webPreferences: Electron.WebPreferences) => {
    // ruleid: javascript.electron-node-integration
    webPreferences.nodeIntegration = true;
    // ok: javascript.electron-node-integration
    webPreferences.contextIsolation = true;
  });
});

export const open = (): BrowserWindow =>
  new BrowserWindow({
    webPreferences: {
      // ruleid: javascript.electron-node-integration
      webSecurity: false,
    },
  });

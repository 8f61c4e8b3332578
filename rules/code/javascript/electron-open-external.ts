import { app, shell } from 'electron';

app.on('web-contents-created', (_event, contents: Electron.WebContents) => {
  contents.setWindowOpenHandler(({ url }) => {
    // ruleid: javascript.electron-open-external
    void shell.openExternal(url);
    if (new URL(url).protocol === 'https:') {
      // ok: javascript.electron-open-external
      void shell.openExternal(url);
    }
    return { action: 'deny' };
  });
});

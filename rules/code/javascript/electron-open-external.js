const { shell } = require('electron');

function open(url, item) {
  // ruleid: javascript.electron-open-external
  shell.openExternal(url);
  // ruleid: javascript.electron-open-external
  shell.openExternal(item.link, { activate: true });
  // ok: javascript.electron-open-external
  shell.openExternal('https://example.com/help');
  if (url.startsWith('https://')) {
    // ok: javascript.electron-open-external
    shell.openExternal(url);
  }
  // ok: javascript.electron-open-external
  opener.openExternal(url);
}

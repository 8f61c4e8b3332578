const express = require('express');
const serveIndex = require('serve-index');

// ruleid: javascript.directory-listing
app.use('/files', serveIndex('files'));
// ruleid: javascript.directory-listing
app.use(express.static('public', { dotfiles: 'allow' }));
// ok: javascript.directory-listing
app.use(express.static('public'));
// ok: javascript.directory-listing
app.use(express.static('public', { dotfiles: 'deny' }));
// ok: javascript.directory-listing
search.serveIndex('files');

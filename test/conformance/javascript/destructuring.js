// ruleid: destructuring
const { exec, spawn } = require('child_process');
// ok: destructuring
const { fork } = require('child_process');

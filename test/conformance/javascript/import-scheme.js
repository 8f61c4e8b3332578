import { exec as go } from 'node:child_process';
import { exec as other } from 'elsewhere';
// ruleid: import-scheme
go('a');
// ok: import-scheme
other('a');
const { exec: third } = require('node:child_process');
// ruleid: import-scheme
third('a');

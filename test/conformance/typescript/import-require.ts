import files = require('fs');
import * as fs2 from 'fs';
// ruleid: import-require
files.readFile(a);
// ruleid: import-require
fs2.readFile(a);

import { readFile } from 'node:fs/promises';
import { writeFile as readFile2 } from 'fs/promises';
// ruleid: import-part
readFile('a');
// ok: import-part
readFile2('a');

import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE = '/tmp/app.log';

export function log(text: string): void {
  // ruleid: javascript.predictable-temp-file
  fs.appendFileSync(FILE, `${text}\n`);
  // ok: javascript.predictable-temp-file
  fs.appendFileSync(join(tmpdir(), crypto.randomUUID()), text);
}

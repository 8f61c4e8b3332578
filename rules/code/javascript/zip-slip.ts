import AdmZip from 'adm-zip';
import { writeFileSync } from 'node:fs';

export function unpack(file: string): void {
  for (const entry of new AdmZip(file).getEntries()) {
    // ruleid: javascript.zip-slip
    writeFileSync(`out/${entry.entryName}`, entry.getData());
    const name: string = entry.entryName;
    if (name.includes('..')) continue;
    // ok: javascript.zip-slip
    writeFileSync(`out/${name}`, entry.getData());
  }
}

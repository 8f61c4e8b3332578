/** Appends records to a file, one JSON a line, and takes them for accepted when they are safe on disk. */
import { stat } from 'node:fs/promises';
import { systemDisk, type LedgerDisk } from '../ledger/disk.ts';
import { formatRecord, type FileFormat } from './format.ts';
import { accepted, again, type Transport } from './transport.ts';

/** Says which file. */
export interface FileTarget {
  readonly path: string;
  readonly format: FileFormat;
  readonly disk?: LedgerDisk;
}

/** Creates the transport of a file. */
export const fileTransport = ({ path, format, disk = systemDisk }: FileTarget): Transport => ({
  async send(records, source) {
    const bytes = Buffer.from(
      records.map(record => `${formatRecord(record, source, format)}\n`).join(''),
      'utf8',
    );
    try {
      const file = await disk.open(path);
      try {
        const size = (await file.size()) ?? (await stat(path)).size;
        try {
          await file.append(bytes);
          await file.sync();
        } catch (error) {
          // Half of a line in the middle would spoil the file for every reader.
          await file.truncate(size).catch(() => undefined);
          throw error;
        }
      } finally {
        await file.close();
      }
      return accepted;
    } catch (error) {
      return again(error);
    }
  },
});

/** Names the text of a file so that it is known again in another clone, whatever its line ends there. Pure. */
import { createHash } from 'node:crypto';

/** Returns the lower-case hex SHA-256 of a text in UTF-8, with line feeds and without a byte-order mark. */
export const textDigest = (text: string): string =>
  createHash('sha256')
    .update(text.replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n'), 'utf8')
    .digest('hex');

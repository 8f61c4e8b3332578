/** The digest by which a profile pins what a server offers. Pure. */
import { canonicalJson } from '../../detect/mcp/describeChanges.ts';
import { sha256, type PinRecord } from './record.ts';

/** Returns the SHA-256 of a server's tools as they are remembered, the same on every machine; undefined without any. */
export const toolsDigest = ({ tools }: Pick<PinRecord, 'tools'>): string | undefined =>
  Object.keys(tools).length === 0 ? undefined : sha256(canonicalJson(tools));

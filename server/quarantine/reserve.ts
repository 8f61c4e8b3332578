/** Keeps one mebibyte of disk free for the moment when it is full. */
import fs from 'node:fs';
import { isFull, writeDurably, type FileCalls } from './disk.ts';

const size = 1 << 20;

/**
 * Returns a runner that gives up the reserve and tries once more when work fails for want of room. The reserve is
 * laid down again with the next work that succeeds.
 */
export function openReserve(calls: FileCalls, file: string): <T>(work: () => T) => T {
  let laid = layDown(calls, file);
  return work => {
    try {
      const result = work();
      laid ||= layDown(calls, file);
      return result;
    } catch (error) {
      if (!isFull(error)) throw error;
      calls.rmSync(file, { force: true });
      laid = false;
      return work();
    }
  };
}

/** Failing to lay it down is no failure: work goes on without a reserve. */
function layDown(calls: FileCalls, file: string): boolean {
  try {
    if (fs.statSync(file, { throwIfNoEntry: false })?.size === size) return true;
    calls.rmSync(file, { force: true });
    writeDurably(calls, [{ path: file, bytes: Buffer.alloc(size), mode: 0o600 }]);
    return true;
  } catch {
    return false;
  }
}

/** Answers in the place of a server that may not start, so that the client shows the person why. */
import type { Readable, Writable } from 'node:stream';
import { createSplitter } from './lines.ts';
import { lineOf, messagesIn, refusedRequest } from './messages.ts';

/** Says with what to answer. */
export interface RefusingSetting {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly folder: string;
  readonly why: string;
}

/** Answers every request with the reason until the client hangs up. */
export function refuseAll({ stdin, stdout, folder, why }: RefusingSetting): Promise<void> {
  const splitter = createSplitter({ folder });
  return new Promise(resolve => {
    stdin.on('data', (chunk: Buffer) => {
      for (const piece of splitter.push(chunk)) {
        if (piece.kind === 'long') piece.line.close();
        if (piece.kind !== 'line') continue;
        const held = messagesIn(piece.bytes);
        for (const { id, method } of held.kind === 'messages' ? held.messages : [])
          if (id !== undefined && method !== undefined) stdout.write(lineOf(refusedRequest(id, why)));
      }
    });
    for (const event of ['end', 'close', 'error']) stdin.on(event, () => resolve());
  });
}

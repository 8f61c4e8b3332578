/** Reads the hook's standard input. Must import nothing heavy. */
import type { Socket } from 'node:net';
import { fs, net } from '../gate/wireBuiltins.ts';
import { largestPayload } from '../gate/wire.ts';

/** Reads everything that the agent sends, at most a byte more than the limit; rejects when it cannot be read. */
export async function readPayload(fd = 0): Promise<Buffer> {
  const stat = fs.fstatSync(fd);
  // A pipe must be read without blocking, or a sender that never closes it would stop our own deadline.
  if (!stat.isFIFO() && !stat.isSocket())
    return stat.size > largestPayload ? Buffer.alloc(largestPayload + 1) : fs.readFileSync(fd);
  return await drain(new net.Socket({ fd, readable: true, writable: false }));
}

function drain(stream: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largestPayload) resolve(Buffer.concat(chunks));
    });
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', reject);
  });
}

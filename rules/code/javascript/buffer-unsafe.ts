export function pad(socket: Socket, length: number): string {
  // ruleid: javascript.buffer-unsafe
  const text: string = Buffer.allocUnsafe(length).toString('hex');
  // ok: javascript.buffer-unsafe
  const other: string = Buffer.alloc(length).toString('hex');
  return text + other;
}

/** Room for payloads under way: many large requests at once wait for each other instead of filling the memory. */

/** Is a budget of bytes that requests share. */
export interface Room {
  /** Resolves once so many bytes are free; they are taken from then on. First come, first served. */
  enter(bytes: number): Promise<void>;
  /** Gives bytes back. */
  leave(bytes: number): void;
}

/** Creates an empty room. A single request larger than the room enters when the room is empty. */
export function createRoom(size: number): Room {
  let taken = 0;
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined && fits(next.bytes); next = waiting[0]) {
      waiting.shift();
      taken += next.bytes;
      next.enter();
    }
  };
  const fits = (bytes: number): boolean => taken === 0 || taken + bytes <= size;
  return {
    enter: bytes =>
      new Promise(resolve => {
        waiting.push({ bytes, enter: resolve });
        admit();
      }),
    leave: bytes => {
      taken -= bytes;
      admit();
    },
  };
}

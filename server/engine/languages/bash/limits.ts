/** Says which Bash texts are not worth the time of parsing them. Pure. */

/**
 * Is how many commands one pipeline may have. The grammar keeps a pipeline open to its end, and where it finds an error
 * there it takes time that grows with the square of them, without asking whether to go on: half a second for so many.
 */
const mostPipes = 2_000;

/** Tells whether a text has a pipeline that is too long to be parsed, quotes not heeded. */
export function hasEndlessPipe(text: string): boolean {
  if (text.length <= mostPipes) return false;
  // A newline ends a pipeline, but not after a pipe; what is in brackets is a part of the pipeline around it.
  const around: number[] = [];
  let pipes = 0;
  for (const [mark] of text.matchAll(/\|{1,2}&?[ \t\r\n]*|[\n(){}]/g)) {
    if (mark === '(' || mark === '{') {
      around.push(pipes);
      pipes = 0;
    } else if (mark === ')' || mark === '}') pipes = Math.max(pipes, around.pop() ?? 0);
    else if (mark === '\n') pipes = 0;
    else pipes += 1;
    if (pipes > mostPipes) return true;
  }
  return false;
}

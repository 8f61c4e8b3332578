// ruleid: javascript.bidirectional-text
export const name: string = `‭`;
// ok: javascript.bidirectional-text
export const smile: string = '🙂';

// ruleid: javascript.bidirectional-text
const level = 'user‮ ⁦';
// ruleid: javascript.bidirectional-text
const role = 'admin'; // ⁧ check⁩
// ok: javascript.bidirectional-text
const text = 'שלום';
// ok: javascript.bidirectional-text
const escaped = '\u202e';
// ok: javascript.bidirectional-text
const dash = 'a – b';

// ruleid: javascript.insecure-random
const token = Math.random().toString(36).slice(2);
// ruleid: javascript.insecure-random
user.resetToken = `${Date.now()}-${Math.random()}`;
// ruleid: javascript.insecure-random
function makeSessionId() {
  return 'x'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16));
}
// ok: javascript.insecure-random
const delay = Math.random() * 1000;
// ok: javascript.insecure-random
const secret = crypto.randomBytes(32).toString('hex');
// ok: javascript.insecure-random
const tokens = text.split(' ');

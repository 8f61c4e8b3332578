// ruleid: javascript.token-in-local-storage
localStorage.setItem('token', response.token);
// ruleid: javascript.token-in-local-storage
window.localStorage.setItem('access_token', token);
// ruleid: javascript.token-in-local-storage
localStorage.jwt = token;
// ok: javascript.token-in-local-storage
localStorage.setItem('theme', 'dark');
// ok: javascript.token-in-local-storage
localStorage.setItem('tokenExpiry', time);
// ok: javascript.token-in-local-storage
memory.setItem('token', token);
// ok: javascript.token-in-local-storage
localStorage.removeItem('token');

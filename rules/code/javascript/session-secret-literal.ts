import cookieSession from 'cookie-session';
import Koa from 'koa';

const app: Koa = new Koa();
// ruleid: javascript.session-secret-literal
app.keys = ['one secret', 'another'];
// ruleid: javascript.session-secret-literal
export const middleware = cookieSession({ name: 'session', keys: ['key one'] });
// ok: javascript.session-secret-literal
app.use(cookieSession({ name: 'session', keys: [process.env['KEY']!] }));

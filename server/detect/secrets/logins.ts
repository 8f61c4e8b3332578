/** Finds passwords that stand beside the name and the place that they open: addresses, connection strings, logins. Pure. */
import { entropyOf, isMadeUp, isSamplePath, looksDrawn } from './noise.ts';
import type { SecretHit } from './hit.ts';

const refers = /[${}<>%]\w*[}>]|^\$|^%[sdv]$|^\{|\$\(|^:|^\*+$|^\.+$|^@|^#\{/u;
const typical =
  /^(?:p(?:ass)?w(?:or)?d|pass(?:wd|phrase)?|passwort|secret|token|key|api_?key|user(?:name)?|admin|root|guest|test|none|null|undefined|postgres|mysql|mongo|redis|rabbit|password\d*|pass\d*|changeit|qwerty|pwd|pw|secretpassword|mypassword|x-oauth-basic|x-access-token|oauth2?|git|foo|bar|baz|p4ss\w*|abc\d*|\d{1,6}|string|value)$/iu;

/** Tells whether a text is a password that opens something, not a word for one. */
export const isPassword = (value: string): boolean =>
  value.length >= 4 &&
  !refers.test(value) &&
  !typical.test(value) &&
  !isMadeUp(value) &&
  entropyOf(value) > 1.5;

const login =
  /:\/\/([^\s:@/"'<>`\\]{0,100}):([^\s@"'<>`\\/?#]{3,200}|[^\s@"'<>`\\]{3,60})@([\w.[\]-]{1,255}|\$?\{[\w.]+\})/y;
const local =
  /^(?:localhost|127\.|\[?::1|0\.0\.0\.0|(?:db|mongo|redis|postgres|mysql|rabbitmq|database)$|example\.(?:com|org|net)$|.*\.(?:example|test|invalid|local)$|.*\.example\.(?:com|org|net)$|(?:my)?(?:host(?:name)?|server|domain|proxy|ip|address)(?:\.\w+)?$)/iu;

const tokenLogin = /:\/\/([\w-]{20,255})@([\w.-]{4,255})/y;
const sourceHost = /(?:^|\.)(?:git\w*|bitbucket|visualstudio|dev\.azure)\./iu;

/** A token in the place of the name opens a repository. */
function tokenInUrl(text: string, at: number): SecretHit | undefined {
  tokenLogin.lastIndex = at;
  const [whole, token = '', host = ''] = tokenLogin.exec(text) ?? [];
  if (whole === undefined || !sourceHost.test(host) || !looksDrawn(token)) return undefined;
  const start = at + 3;
  return { rule: 'connection-string', start, end: start + token.length, kind: 'a token in an address' };
}

/** Returns the password within an address whose `://` stands at a place. */
export function passwordInUrl(text: string, at: number, path: string): SecretHit | undefined {
  login.lastIndex = at;
  const match = login.exec(text);
  if (match === null) return tokenInUrl(text, at);
  if (!/[a-z][a-z\d+.-]{1,15}$/iu.test(text.slice(Math.max(0, at - 17), at))) return undefined;
  const [, user = '', password = '', host = ''] = match;
  const plain = decoded(password);
  if (!isPassword(plain) || plain === user || /^\d{1,5}(?:\/|$)/u.test(plain)) return undefined;
  const start = at + 3 + user.length + 1;
  const isLocal = local.test(host);
  return {
    rule: 'connection-string',
    start,
    end: start + password.length,
    kind: 'a password in an address',
    ...(isLocal || isSamplePath(path) ? { severity: 'low' } : isStrong(plain) ? {} : { severity: 'medium' }),
  };
}

const isStrong = (value: string): boolean => value.length >= 8 && /\d|[^\w]/u.test(value);

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const setting =
  /(?:password|pwd|accountkey|sharedaccesskey|sharedsecret)[ \t]{0,3}=[ \t]{0,3}([^\s;"'`<>&]{4,200})/iy;

/** Returns the password of a connection string of `key=value;` pairs that starts at a place. */
export function passwordInPairs(text: string, at: number, path: string): SecretHit | undefined {
  setting.lastIndex = at;
  const match = setting.exec(text);
  if (match === null) return undefined;
  const around = text.slice(Math.max(0, at - 200), at + match[0].length + 120);
  const isConnection =
    /(?:^|[;"'\s])(?:server|data source|host|hostname|endpoint|accountname|provider|addr|address|network address|initial catalog|database|driver|user id|uid)[ \t]*=[^;\n]*;/iu.test(
      around,
    );
  const value = match[1] ?? '';
  const isQuery =
    /[?&;]$/u.test(text.slice(at - 1, at)) && /:\/\/[^\s"'<>]*$/u.test(text.slice(Math.max(0, at - 300), at));
  if (!(isConnection || isQuery) || !isPassword(value)) return undefined;
  const end = at + match[0].length;
  const isLocal = /(?:server|data source|host)=(?:\(?local|127\.|\.\\|\.;)|:\/\/(?:localhost|127\.)/iu.test(
    around,
  );
  return {
    rule: 'connection-string',
    start: end - value.length,
    end,
    kind: 'a password in a connection string',
    ...(isLocal || isSamplePath(path) ? { severity: 'low' } : {}),
  };
}

const basic = /basic[ \t]+([A-Za-z0-9+/]{8,400}={0,2})/iy;

/** Returns the login of a header of basic authentication that starts at a place. */
export function basicLogin(text: string, at: number): SecretHit | undefined {
  basic.lastIndex = at;
  const match = basic.exec(text);
  if (match === null) return undefined;
  const end = at + match[0].length;
  return loginIn(match[1] ?? '', end, 'a login in a header');
}

const auth = /"auth"[ \t]*:[ \t]*"([A-Za-z0-9+/]{8,400}={0,2})"/iy;

/** Returns the login of a registry in a Docker configuration. */
export function dockerLogin(text: string, at: number): SecretHit | undefined {
  auth.lastIndex = at;
  const match = auth.exec(text);
  return match === null
    ? undefined
    : loginIn(match[1] ?? '', at + match[0].length - 1, 'a login to a registry');
}

function loginIn(encoded: string, end: number, kind: string): SecretHit | undefined {
  const plain = Buffer.from(encoded, 'base64').toString('utf8');
  const [, user = '', password = ''] =
    /^([\u0020-\u007e]{1,100}?):([\u0021-\u007e]{3,200})$/u.exec(plain) ?? [];
  if (user === '' || !isPassword(password) || password.toLowerCase() === user.toLowerCase()) return undefined;
  return { rule: 'login', start: end - encoded.length, end, kind };
}

const curl =
  /(?<=\b(?:curl|wget|https?|xh|ab|gh|svn|docker|mvn|nuget|jfrog|ldapsearch)\b[^\n]{0,300}[ \t"'])(?:-u|--user|--proxy-user)[= \t]{0,2}["']?([^\s:"'$`=]{1,80}):([^\s"'`]{4,120})/y;
const sshpass = /sshpass[ \t]+-p[ \t]*["']?([^\s"'`$]{4,120})/y;
const netrc =
  /(?<=\bmachine[ \t\r\n]{1,8}\S{1,200}[ \t\r\n]{1,20}(?:login[ \t\r\n]{1,8}\S{1,100}[ \t\r\n]{1,20})?)password[ \t]+(\S{4,200})/y;
const mysql = /(?<=\bmysql(?:dump|admin)?\b[^\n|;]{0,120}) -p([^\s"'`$-][^\s"'`]{3,80})/y;
const variable = /(?:PGPASSWORD|MYSQL_PWD|REDISCLI_AUTH)=["']?([^\s"'`$;]{4,120})/y;

/** Returns the login in an option or a line whose literal stands at a place. */
export function loginAt(text: string, at: number, path: string): SecretHit | undefined {
  for (const shape of [curl, sshpass, netrc, mysql, variable]) {
    shape.lastIndex = at;
    const match = shape.exec(text);
    if (match === null) continue;
    const value = match.at(-1) ?? '';
    if (!isPassword(value)) continue;
    const end = at + match[0].length;
    return {
      rule: 'login',
      start: end - value.length,
      end,
      kind: 'a password of a login',
      ...(isSamplePath(path) ? { severity: 'low' } : {}),
    };
  }
  return undefined;
}

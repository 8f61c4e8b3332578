/**
 * Passwords that programs and languages take in a form of their own: options of commands, statements of SQL, calls.
 * Data, and one function over it. Pure.
 */
import type { SecretHit } from './hit.ts';
import { isPassword } from './logins.ts';
import { isSamplePath } from './noise.ts';

interface Form {
  /** Lower-case literals, at one of which the pattern starts. */
  readonly anchors: readonly string[];
  /** Matches from the literal on; its last group is the password. */
  readonly pattern: RegExp;
  /** Must stand before on the same line. */
  readonly after?: RegExp;
}

/** A word of a command line that is no reference; quotes around it are left out. */
const word = String.raw`["']?([^\s"'$<>|;&\x60{}()-][^\s"'$<>|;&\x60]{3,100})["']?(?=[\s"';|&)]|$)`;

const option = (options: string, programs: string, gap = '[ \\t=]{1,3}'): Form => {
  const names = options.trim().split(/ +/u);
  return {
    anchors: names.map(name => name.toLowerCase()),
    pattern: new RegExp(`(?<![\\w-])(?:${names.join('|')})${gap}${word}`, 'y'),
    after: new RegExp(`(?:^|[\\s;|&/"'(\`])(?:${programs})(?:\\.exe)?\\b`, 'u'),
  };
};

const quoted = String.raw`["'\x60]([^\s"'\x60$<>{}]{4,100})["'\x60]`;

/** Lists the forms. */
const forms: readonly Form[] = [
  option(
    '--password --passwd',
    'mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|mongodump|mongorestore|docker|podman|skopeo|buildah|helm|crane|oras|oc|az|cf|svn|wget|aria2c|clickhouse-client|influx|cockroach|vault|nuget|dotnet|twine|keytool|kinit|ldapsearch|argocd|mc|cypher-shell|arangosh|tctl|vncpasswd|ansible-playbook|sqlcmd|nomad',
  ),
  option(
    ' -p',
    '(?:docker|podman|skopeo|buildah|crane|oras|az|cf|oc)[^|;&]* (?:login|auth)|mongo|mongosh|mongodump|mongorestore|cypher-shell|nxc|crackmapexec',
    '[ \\t]+',
  ),
  option(' -a', 'redis-cli|valkey-cli|keydb-cli', '[ \\t]+'),
  option(' -P', 'zip|unzip|sqlcmd|bcp|osql|freetds|tsql', '[ \\t]*'),
  option(' -p', '7z|7za|7zz|rar|unrar', ''),
  option(' -w', 'ldapsearch|ldapmodify|ldapadd|ldapdelete|ldappasswd|ldapwhoami', '[ \\t]+'),
  option(' -k', 'openssl', '[ \\t]+'),
  option(' pass: --pass: -passin -passout -passwd', 'openssl', '(?:[ \\t]+pass:)?'),
  option('-storepass -keypass -srcstorepass -deststorepass', 'keytool|jarsigner|apksigner|java', '[ \\t]+'),
  option('/p: /pass:', 'xfreerdp|wfreerdp|cmdkey|net|schtasks|sc', ''),
  option('/user:', 'net use', String.raw`\S{1,60}[ \t]+`),
  option('--from-literal=password= --from-literal=pass=', 'kubectl|oc', ''),
  option(' -b -cb -bc -bb -nb', 'htpasswd', String.raw`[a-zA-Z]{0,2}[ \t]+\S+[ \t]+\S+[ \t]+`),
  // `user%password` and `user,password`
  option(' -U', 'smbclient|rpcclient|smbmap|smbget|net', String.raw`[ \t]*[^\s%]{1,60}%`),
  option(' -u', 'lftp|ncftp', String.raw`[ \t]*[^\s,]{1,60},`),
  {
    anchors: ['net use'],
    pattern: new RegExp(String.raw`net use [\w:*]{0,3} ?\\\\\S{3,100} ${word}(?= /user)`, 'y'),
  },
  { anchors: ['sudo -s'], pattern: new RegExp(`sudo -S[^\\n|;]{0,40}<<<[ \\t]*${word}`, 'y') },
  {
    anchors: ['echo ', 'printf '],
    pattern: new RegExp(
      String.raw`(?:echo|printf)[ \t]+(?:-[ne]+[ \t]+)?${word}[ \t]*\|[ \t]*sudo[ \t]+-\w*S`,
      'y',
    ),
  },
  {
    anchors: ['echo ', 'printf '],
    pattern:
      /(?:echo|printf)[ \t]+(?:-[ne]+[ \t]+)?["']?[\w.-]{1,40}:([^\s"'$:]{4,80})["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?(?:\/usr\/sbin\/)?chpasswd/y,
  },
  {
    anchors: ['convertto-securestring'],
    pattern: new RegExp(
      String.raw`convertto-securestring[ \t]+(?:-asplaintext[ \t]+|-force[ \t]+|-string[ \t]+){0,3}${quoted}`,
      'iy',
    ),
  },
  {
    anchors: ['password '],
    pattern: /password[ \t]{1,4}(?:for[ \t]+\S{1,80}[ \t]*)?(?:=[ \t]*|to[ \t]+)?'([^\s'"$<>{}:%]{4,100})'/iy,
    after: /(?:create|alter)[ \t]+(?:user|role|login|database)\b|set[ \t]+$/iu,
  },
  {
    anchors: ['identified '],
    pattern:
      /identified[ \t]{1,4}(?:with[ \t]+\w{1,40}[ \t]+)?(?:by|as)[ \t]+(?:password[ \t]+)?["']([^\s'"$<>{}:%]{4,100})["']/iy,
  },
  {
    anchors: ['.login(', '.auth(', '.authenticate('],
    pattern: new RegExp(
      String.raw`\.(?:login|auth|authenticate)\([ \t]*["'\x60][^\s"'\x60]{1,80}["'\x60],[ \t]*${quoted}`,
      'y',
    ),
  },
  {
    anchors: ['auth=('],
    pattern: new RegExp(String.raw`auth=\([ \t]*["'][^\s"']{1,80}["'],[ \t]*${quoted}`, 'y'),
  },
  {
    anchors: ['basicauth(', 'credentials(', 'credential('],
    pattern: new RegExp(
      String.raw`(?:basicauth|credentials?)\([ \t]*["'\x60][^\s"'\x60]{1,80}["'\x60],[ \t]*${quoted}`,
      'iy',
    ),
  },
];

/** Lists the literals with the function that looks at a place where one stands. */
export const spokenLooks = forms.flatMap(form =>
  form.anchors.map(literal => ({
    literal,
    value: (text: string, at: number, path: string) => spokenAt(text, at, path, form),
  })),
);

function spokenAt(text: string, at: number, path: string, { pattern, after }: Form): SecretHit | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null || !follows(text, at, after)) return undefined;
  const value = match.at(-1) ?? '';
  if (!isPassword(value) || !/[\d\W]/u.test(value)) return undefined;
  const start = at + match[0].lastIndexOf(value);
  return {
    rule: 'login',
    start,
    end: start + value.length,
    kind: 'a password of a login',
    severity: isSamplePath(path) ? 'low' : 'medium',
  };
}

/** How much of a line is looked at. */
const reach = 300;

function follows(text: string, at: number, after: RegExp | undefined): boolean {
  if (after === undefined) return true;
  const before = text.slice(Math.max(0, at - reach), at);
  return after.test(before.slice(before.lastIndexOf('\n') + 1));
}

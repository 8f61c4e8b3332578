/** Finds the packages that code imports. Pure; modules of the language itself and of the workspace are left out. */
import { builtinModules } from 'node:module';
import type { NamedPackage } from './named.ts';

/** Lists the packages that code imports, by the name of its file. */
export function packagesInCode(text: string, name: string): readonly NamedPackage[] {
  if (/\.(?:[cm]?[jt]sx?|vue|svelte)$/u.test(name)) return scripts(text);
  return /\.pyi?$/u.test(name) ? modules(text) : [];
}

const scriptImport =
  /(?:\bfrom[ \t]*|\bimport[ \t]*\(?[ \t]*|\brequire[ \t]*\([ \t]*)["']((?:@[\w.-]{1,100}\/)?[\w.-]{1,100})(?:\/[^"'\n]{0,200})?["']/gu;
const own = new Set(builtinModules);

const scripts = (text: string): readonly NamedPackage[] =>
  placed(text, scriptImport, 'npm').filter(({ name }) => !own.has(name) && !name.startsWith('.'));

const pythonImport = /^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w{2,60})(?=[ \t.,;\r\n]|$)/gmu;

const modules = (text: string): readonly NamedPackage[] =>
  placed(text, pythonImport, 'pypi').filter(({ name }) => !library.has(name));

const placed = (text: string, pattern: RegExp, ecosystem: 'npm' | 'pypi'): readonly NamedPackage[] =>
  Array.from(text.matchAll(pattern), match => {
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(name, /["']/u.test(match[0]) ? match[0].search(/["']/u) : 6);
    return { name, start, end: start + name.length, ecosystem, by: 'import' };
  });

/** Modules of Python that look like names of packages, and modules whose package bears another name. */
const library = new Set(
  (
    'argparse asyncio base64 binascii bisect builtins calendar codecs collections colorsys compileall concurrent configparser ' +
    'contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime decimal difflib distutils doctest email encodings ' +
    'enum errno faulthandler filecmp fileinput fnmatch fractions ftplib functools getopt getpass gettext glob graphlib gzip hashlib ' +
    'heapq hmac html http imaplib imghdr importlib inspect ipaddress itertools json keyword linecache locale logging lzma mailbox ' +
    'marshal math mimetypes mmap multiprocessing netrc numbers operator optparse os pathlib pickle pkgutil platform plistlib poplib ' +
    'posixpath pprint profile pstats pty pwd pydoc queue random readline reprlib resource runpy sched secrets select selectors shelve ' +
    'shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess symtable ' +
    'sysconfig syslog tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize tomllib trace traceback ' +
    'tracemalloc types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg wsgiref xml xmlrpc zipapp ' +
    'zipfile zipimport zlib zoneinfo urlparse urllib2 websocket serial socks magic docker dateutil sklearn skimage cairo gobject'
  ).split(' '),
);

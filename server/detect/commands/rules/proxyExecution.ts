/** Tools of the system that are known for running, fetching or decoding other people's code in their own name. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import type { CommandRule } from '../rule.ts';

/** Reports system tools that are used to run or fetch other code, past what watches ordinary programs. */
export const proxyExecution: CommandRule = {
  id: 'commands/proxy-execution',
  title: 'A tool of the system runs or fetches other code in its own name',
  why: 'Watchers trust the tool and do not look at what it brings in or starts.',
  remedy:
    'Name the program itself, for example `node tool.js`, or download with `curl -o tool.zip https://example.com/tool.zip` and let the user look.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['SHELL'],
  tags: tags('OWASP-ASI@2026:ASI05', 'MITRE-ATLAS@5.6.0:AML.T0050', 'CWE@4.18:CWE-829'),
  matches: ({ commands }) => commands.some(command => proxies(command) || startsHidden(command)),
};

const proxies = isAct({
  mshta: ['*', '~vbscript', '~javascript', '~http'],
  regsvr32: ['/i', '~scrobj', '~http', '/s'],
  rundll32: [
    '~shellexec_rundll|control_rundll|installhinfsection|launchapplication|routethecall',
    '~http',
    '~\\temp\\|\\public\\|\\appdata\\',
  ],
  cmstp: ['~.inf'],
  'installutil regasm regsvcs': ['~.dll', '/u'],
  msbuild: ['~\\temp\\|\\public\\|http'],
  certutil: ['-urlcache|/urlcache', '-verifyctl', '-decode ~.exe|.dll|.b64|.ps1', '-decodehex ~.exe|.dll'],
  bitsadmin: ['/transfer|/addfile|/create'],
  'start-bitstransfer': ['~.exe|.dll|.ps1|.msi|.bat'],
  forfiles: ['/c'],
  pcalua: ['-a'],
  wmic: ['process call create', '~/format ~.xsl|http', '/node ~process'],
  'invoke-wmimethod invoke-cimmethod': ['~create'],
  'fodhelper sdclt computerdefaults eventvwr wsreset slui': [''],
  'pubprn pubprn.vbs syncappvpublishingserver syncappvpublishingserver.vbs': ['', '*'],
  verclsid: ['/c'],
  cmdl32: ['/vpn'],
  msxsl: ['*'],
  '.downloadfile': ['~.exe|.dll|.ps1|.msi|.bat|.cmd|.scr|.vbs|.hta'],
  '.downloadstring .downloaddata': ['*', '~http'],
  netsh: ['add helper'],
  'code code-insiders codium cursor windsurf': ['--install-extension ~.vsix|http'],
  odbcconf: ['~regsvr|.rsp', '/a'],
  presentationhost: ['~xbap'],
  hh: ['~http|.chm'],
  ieexec: ['*'],
  desktopimgdownldr: ['~http'],
  esentutl: ['/y', '/vss'],
  diskshadow: ['/s'],
  'wscript cscript': ['~\\public\\|\\programdata\\|\\appdata\\|\\temp\\|\\downloads\\|http'],
  autoit3: ['*'],
  winrs: ['~-r:|/r:', '*'],
  osascript: [
    '~do+shell+script',
    '-l ~javascript',
    '~with+administrator+privileges',
    '~hidden+answer',
    '~keystroke',
    '~objc.import',
  ],
  swift: ['-e ~process()'],
  msiexec: ['/q|/qn ~http', '~http'],
  'update-module install-package': ['~http'],
  xwizard: ['*'],
  mofcomp: ['*'],
  bash: ['~/autoit3executescript'],
  gfxdownloadwrapper: ['~http'],
  'start-process': ['-windowstyle ~hidden', '-verb ~runas', '~.ps1|.scr|.hta|.vbs', '-filepath ~malware'],
});

/** PowerShell that hides its window, or that takes an old version to slip past what watches the new one. */
function startsHidden({ program, args }: ObservedCommand): boolean {
  if (args.some(arg => /^\/autoit3executescript$/iu.test(arg))) return true;
  if (/^[wc]script$/u.test(program) && args.some(arg => /^\/\/e:/iu.test(arg)))
    return !args.some(arg => /\.(?:vb[se]|jse?|wsf)["']?$/iu.test(arg));
  if (program === 'other code' && args.some(text => /do shell script|osascript/iu.test(text))) return true;
  if (/^inject_?\w*dll\w*$/iu.test(program)) return true;
  if (/^\.(?:load|loadfile|unsafeloadfrom|gettypefromclsid|gettypefromprogid|allochglobal)$/u.test(program))
    return args.some(arg => /reflection|assembly|\[type\]|marshal/iu.test(arg));
  if (program !== 'powershell' && program !== 'pwsh') return false;
  return args.some((arg, at) => {
    const next = args[at + 1] ?? '';
    return (
      (/^[-/]w(?:i\w*)?$/iu.test(arg) && /^(?:hid\w*|1)$/iu.test(next)) ||
      (/^[-/](?:ep|ex\w*)$/iu.test(arg) &&
        /^(?:bypass|unrestricted)$/iu.test(next) &&
        args.some(other => /^[-/](?:nop\w*|noni\w*|sta|e(?:c|n\w*)?)$/iu.test(other))) ||
      (/^[-/]v(?:e\w*)?$/iu.test(arg) && /^[12](?:\.0)?$/u.test(next))
    );
  });
}

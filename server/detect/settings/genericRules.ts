/** The rules behind the generic shapes; stated in code, since their key is a pattern over words, not a key. */
import { riskTag, type RiskClass, type Severity } from '../../../common/finding.ts';
import { isSharedTemp, isToolFolder, isWorkspacePath } from './conditions/places.ts';
import { anyText, type Test } from './conditions/subject.ts';
import { isBarePublicAddress, isInsecureUrl, isRemoteUrl } from './conditions/urls.ts';
import { keyPattern } from './compileRules.ts';
import type { Rule, RuleCase } from './rule.ts';

interface Shape {
  readonly id: string;
  readonly risk: RiskClass;
  readonly name: RegExp;
  readonly title: string;
  readonly remedy: string;
  readonly cases: readonly RuleCase[];
}

const outcome = (when: Test, severity: Severity, does: string, rest: Severity = 'info'): RuleCase => ({
  when,
  severity,
  rest,
  does,
});

/** Names that say plainly that the value is a program, whatever the extension. */
const namesProgram: Test = ({ key }) =>
  /(?:executable(?:s?Path)?|binary(?:Path)?|binPath|commandPath|interpreter(?:Path)?|serverPath|launcher(?:Path)?|\.exec)$/i.test(
    key,
  );
const all =
  (...tests: readonly Test[]): Test =>
  subject =>
    tests.every(test => test(subject));
const not =
  (test: Test): Test =>
  subject =>
    !test(subject);

/** Files that are read rather than run: configuration, data and documents. */
const isData = (text: string): boolean =>
  /\.(?:jsonc?|ya?ml|toml|ini|cfg|conf|xml|md|txt|csv|css|scss|less|html?|svg|png|lock|properties|rc|ruleset|editorconfig)$/i.test(
    text,
  );
const inWorkspace = anyText(isWorkspacePath);
const data = anyText(isData);
const tools = anyText(isToolFolder);

const says =
  (pattern: RegExp): Test =>
  ({ node }) =>
    node.type === 'scalar' && (node.value === true || pattern.test(String(node.value)));

const shapes: readonly Shape[] = [
  {
    id: 'settings/unlisted-approval',
    risk: 'AUTO',
    name: /\b(?:yolo|dangerous(?:ly)?|(?:skip|bypass) (?:\w+ )?(?:permissions?|approvals?|confirmations?)|always (?:allow|approve)|auto (?:approve|approval|accept)|allow all|trust all)\b|\bauto (?:run|execute|exec)\b.*\b(?:commands?|terminal|tools?|mcp)\b/,
    title: 'an extension is told to act without asking',
    remedy: 'Remove the setting; approve what it does when it does it.',
    cases: [
      outcome(
        says(/^(?:always|on|all|turbo|full|yolo|\*)$/i),
        'high',
        'Nobody looks at what an agent or tool does before it is done.',
        'low',
      ),
    ],
  },
  {
    id: 'settings/unlisted-check-off',
    risk: 'EXFIL-FETCH',
    name: /\b(?:ignore|disable|skip|unsafely|insecure|allow)\b.*\b(?:certificates?|ssl|tls)\b/,
    title: 'an extension no longer checks whom it talks to',
    remedy: 'Remove the setting; add the certificate to the system instead.',
    cases: [
      outcome(
        ({ node }) => node.type !== 'scalar' || (node.value !== false && node.value !== null),
        'high',
        'Others on the way can read and change what is sent.',
        'low',
      ),
    ],
  },
  {
    id: 'settings/unlisted-program',
    risk: 'EXEC-PATH',
    name: /\b(?:commands?|interpreter|executable|exec|binary|bin|server|launcher|hooks?|scripts?|runtime|node|shell|php|python|ruby|java)\b(?! (?:line|name|id|port|log|timeout))/,
    title: 'a program that an extension may run comes from the workspace',
    remedy: 'Use a program that is installed outside the workspace, or approve this one.',
    cases: [
      outcome(
        all(inWorkspace, tools, not(data)),
        'medium',
        'It lies where project tools are installed, but whoever writes there decides what runs.',
      ),
      outcome(
        all(inWorkspace, not(data), namesProgram),
        'medium',
        'Whoever can write the workspace decides what runs, often as soon as a file is opened.',
        'low',
      ),
      outcome(
        all(inWorkspace, not(data)),
        'medium',
        'Whoever can write the workspace decides what runs, often as soon as a file is opened.',
      ),
      outcome(anyText(isSharedTemp), 'high', 'It lies in a folder that anybody can write.'),
    ],
  },
  {
    id: 'settings/unlisted-url',
    risk: 'EXFIL-FETCH',
    name: /\b(?:url|uri|endpoint|server|host|proxy|schemas?|registry|api|base|catalogs?|webhook)\b/,
    title: 'an extension is pointed at a remote address',
    remedy: 'Keep addresses of services in user settings, or approve this one.',
    cases: [
      outcome(
        anyText(isBarePublicAddress),
        'high',
        'It is a bare address: whoever holds it gets what the extension sends, credentials included.',
        'low',
      ),
      outcome(
        anyText(isInsecureUrl),
        'medium',
        'The connection is unencrypted or goes to a bare address; what is sent there can be read or changed.',
      ),
      outcome(
        anyText(isRemoteUrl),
        'medium',
        'What the extension sends, credentials included, goes to that address.',
      ),
    ],
  },
  {
    id: 'settings/unlisted-path',
    risk: 'EXEC-PATH',
    name: /\b(?:path|paths|args|arguments|flags|env|dir|home|sdk|plugins?|module|modules|lib)\b/,
    title: 'a path that an extension uses lies in the workspace',
    remedy: 'Check what the extension does with the file; approve the key when it only reads it.',
    cases: [
      outcome(
        all(
          inWorkspace,
          not(data),
          anyText(text =>
            /\.(?:[cm]?js|ts|py|rb|pl|php|sh|bash|ps1|bat|cmd|exe|jar|dll|so|dylib|wasm|lua)$|(?:^|[\\/])bin[\\/]/i.test(
              text,
            ),
          ),
        ),
        'low',
        'The value looks like code; if the extension loads it, whoever writes the workspace decides what runs.',
      ),
    ],
  },
];

/** Lists the generic rules with the words that a key must hold for them. */
export const genericRules: readonly { readonly rule: Rule; readonly name: RegExp }[] = shapes.map(shape => ({
  name: shape.name,
  rule: {
    id: shape.id,
    dialects: ['settings'],
    keys: [keyPattern('*')],
    on: 'present',
    risk: shape.risk,
    confidence: 'low',
    effective: undefined,
    cases: shape.cases,
    title: shape.title,
    affects: 'Any extension that reads the key',
    remedy: shape.remedy,
    cve: [],
    tags: [riskTag(shape.risk)],
  },
}));

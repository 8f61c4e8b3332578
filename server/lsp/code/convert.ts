/** Findings in code as LSP shapes. Pure. */
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding, Tag } from '../../../common/finding.ts';
import { escape, toDiagnostic, toRange, waiverLines } from '../convert.ts';

/** Returns the diagnostic of a finding, with a link to its rule or its weakness and the places that lead to it. */
export function toCodeDiagnostic(finding: Finding, uri: string, page?: string): Diagnostic {
  const link = page ?? finding.tags.flatMap(tag => addressOf(tag) ?? []).at(0) ?? finding.references?.[0];
  const related = (finding.related ?? []).map(({ message, start, end }) => ({
    location: { uri, range: toRange({ start, end }) },
    message,
  }));
  return {
    ...toDiagnostic(finding, link),
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

const owasp2021: Readonly<Record<string, string>> = {
  A01: 'Broken_Access_Control',
  A02: 'Cryptographic_Failures',
  A03: 'Injection',
  A04: 'Insecure_Design',
  A05: 'Security_Misconfiguration',
  A06: 'Vulnerable_and_Outdated_Components',
  A07: 'Identification_and_Authentication_Failures',
  A08: 'Software_and_Data_Integrity_Failures',
  A09: 'Security_Logging_and_Monitoring_Failures',
  A10: 'Server-Side_Request_Forgery_(SSRF)',
};

function addressOf({ scheme, edition, id }: Tag): string | undefined {
  const weakness = scheme === 'CWE' ? /^CWE-(\d+)$/.exec(id)?.[1] : undefined;
  if (weakness !== undefined) return `https://cwe.mitre.org/data/definitions/${weakness}.html`;
  const risk = scheme === 'OWASP' && edition === '2021' ? owasp2021[id] : undefined;
  return risk === undefined ? undefined : `https://owasp.org/Top10/A${id.slice(1)}_2021-${encode(risk)}/`;
}

const encode = (text: string): string => text.replaceAll('(', '%28').replaceAll(')', '%29');

const nameOf = ({ scheme, edition, id }: Tag): string => (scheme === 'OWASP' ? `OWASP ${id}:${edition}` : id);

/** Says where a finding's rule comes from. */
export interface Origin {
  /** Path of the rule's file, or `pack/file` for a bundled rule. */
  readonly path: string;
  readonly bundled: boolean;
}

/** Writes a finding in code as markdown for a hover: why it matters, how the data gets there, what to do, and who says so. */
export function toCodeMarkdown(finding: Finding, uri: string, origin: Origin | undefined): string {
  const { severity, confidence, ruleId, tags, references = [], related = [], remedy, fix } = finding;
  const known = tags.map(tag => linked(nameOf(tag), addressOf(tag)));
  const way = related.map(({ start }) => linked(`line ${start.line}`, placeAddress(uri, start.line)));
  return [
    `**Ringfence** · ${severity} · ${confidence} confidence · ${code(ruleId)}`,
    ...waiverLines(finding),
    ...(known.length === 0 ? [] : [`**Known as:** ${known.join(', ')}`]),
    ...(way.length === 0 ? [] : [`**The data comes from** ${[...new Set(way)].join(', then ')}.`]),
    ...(remedy === undefined ? [] : [`**Instead:** ${escape(remedy)}`]),
    ...(fix === undefined ? [] : [`**Fix:** ${fixText(fix.text)}`]),
    ...(references.length === 0 ? [] : [`**Read more:** ${references.map(webLink).join(', ')}`]),
    ...(origin === undefined
      ? []
      : [`**Rule from** ${origin.bundled ? 'the bundled pack ' : ''}${code(origin.path)}`]),
  ].join('\n\n');
}

const fixText = (text: string): string => {
  const [first = '', ...more] = text.split('\n');
  if (text.trim() === '') return 'remove it';
  return `write ${code(more.length === 0 ? first : `${first} …`)}`;
};

const placeAddress = (uri: string, line: number): string | undefined =>
  uri.startsWith('file:') && !/[()\s]/.test(uri) ? `${uri}#L${line}` : undefined;

const linked = (name: string, address: string | undefined): string =>
  address === undefined ? escape(name) : `[${escape(name)}](${address})`;

/** A rule may name any address: only a plain web address becomes a link, and it shows as what it is. */
const webLink = (address: string): string =>
  /^https?:\/\/[\w.-]+(?:\/[\w./%?&=~:#@+,-]*)?$/.test(address) ? `<${address}>` : code(address);

/** Code of the file may hold backticks. */
function code(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${flat}${pad}${fence}`;
}

/** Renders a gate's report as JUnit XML: one suite a check, one case a finding. Pure. */
import { describeWaiver, type Finding } from '../../common/finding.ts';
import { checkTitles, counted, type Check, type GateReport } from './report.ts';

/** CI systems keep the whole file in memory; more than so many failures of one check nobody reads. */
const mostCases = 2_000;

/** Renders the report, valid by the schemas of Ant and of Jenkins; what a finding says is escaped, and characters that XML cannot hold are replaced. */
export function renderJUnit(report: GateReport): string {
  const suites = report.checks.map((check, at) => suite(check, at, report));
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...suites, '</testsuites>', ''].join(
    '\n',
  );
}

interface Case {
  readonly name: string;
  readonly className: string;
  readonly body: string;
}

function suite(check: Check, at: number, { ts, ms, base, head, chosen }: GateReport): string {
  const cases = casesOf(check);
  const skipped = cases.filter(({ body }) => body.startsWith('<skipped')).length;
  const time = new Date(ts).toISOString().slice(0, 19);
  const counts = `tests="${cases.length}" failures="${failuresOf(check).length}" errors="0" skipped="${skipped}"`;
  return [
    `  <testsuite name="${xml(checkTitles[check.id])}" package="ringfence.ci" id="${at}" hostname="localhost" timestamp="${time}" time="${seconds(ms / 7)}" ${counts}>`,
    '    <properties>',
    ...Object.entries({ base, head, chosen }).map(
      ([name, value]) => `      <property name="${name}" value="${xml(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map(
      ({ name, className, body }) =>
        `    <testcase name="${xml(name)}" classname="${xml(className)}" time="0">${body}</testcase>`,
    ),
    `    <system-out>${xml(check.detail)}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
}

function casesOf(check: Check): readonly Case[] {
  const { waived = [] } = check;
  const className = `ringfence.${check.id}`;
  const excused = waived.slice(0, mostCases).map(finding => waivedCase(finding, className));
  const own = ownCases(check, className);
  // That nothing was found need not be said where something is named.
  return own.length === 1 && own[0]?.body === '' && excused.length > 0 ? excused : [...own, ...excused];
}

/** Is a case that CI systems show, and do not count as failed. */
const waivedCase = (finding: Finding, className: string): Case => ({
  name: `${finding.ruleId}${placeOf(finding)}`,
  className,
  body: `<skipped message="${xml(finding.waived === undefined ? 'waived' : describeWaiver(finding.waived))}"/>`,
});

function ownCases(check: Check, className: string): readonly Case[] {
  const failures = failuresOf(check);
  if (check.state === 'unchecked')
    return [{ name: check.detail, className, body: `<skipped message="${xml(check.detail)}"/>` }];
  if (failures.length === 0) return [{ name: check.detail, className, body: '' }];
  const shown = failures.slice(0, mostCases).map(finding => failureCase(finding, className));
  const rest = failures.length - shown.length;
  return rest === 0
    ? shown
    : [...shown, { name: `${counted(rest, 'more finding')} not listed here`, className, body: '' }];
}

const failuresOf = ({ findings }: Check): readonly Finding[] =>
  findings.filter(({ severity }) => severity !== 'info');

function failureCase(finding: Finding, className: string): Case {
  const { ruleId, message, remedy, severity } = finding;
  const place = placeOf(finding);
  const text = [
    `${severity}: ${message}`,
    ...(remedy === undefined ? [] : [`Do instead: ${remedy}`]),
    place.trim(),
  ];
  return {
    name: `${ruleId}${place}`,
    className,
    body: `<failure type="${xml(severity)}" message="${xml(message)}">${xml(text.join('\n').trim())}</failure>`,
  };
}

const placeOf = ({ path, start }: Finding): string =>
  path === '' ? '' : ` ${path}:${start.line}:${start.column}`;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes for text and attributes; XML 1.0 can hold neither most control characters nor halves of characters. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/gu, mark => entities[mark] ?? mark);

/** The files for fleets name only what leaves: fields of events, attributes of log records. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ocsfEvent } from '../../../server/export/ocsf.ts';
import { logAttributes } from '../../../server/export/otlpBody.ts';
import type { ExportRecord } from '../../../server/export/record.ts';
import { everyBody, recordOf } from './bodies.ts';
import { source } from './stage.ts';

const read = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../../../docs/fleet', name), 'utf8');

const head = { segment: 's', seq: 1, hash: 'a'.repeat(64) };
const records: readonly ExportRecord[] = [
  ...everyBody.map(recordOf),
  recordOf({ type: 'checkpoint', key: 'k', final: true, signature: 'c' }),
  { kind: 'heads', uid: 'h', ts: 1, heads: [head], removed: [head] },
  { kind: 'broken', uid: 'b', ts: 1, sent: head, detail: 'd' },
];
const events = records.map(record => ocsfEvent(record, source));

/** Lists every path of an event, with dots. */
function pathsOf(value: unknown, prefix = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  if (Array.isArray(value))
    return [prefix, `${prefix}{}`, ...value.flatMap(each => pathsOf(each, `${prefix}{}`))];
  return [
    prefix,
    ...Object.entries(value).flatMap(([name, each]) =>
      pathsOf(each, prefix === '' ? name : `${prefix}.${name}`),
    ),
  ];
}
const fields = new Set(events.flatMap(event => pathsOf(event)));
const attributes = new Set([
  ...records.flatMap((record, at) =>
    Object.keys(logAttributes(record, events[at] as (typeof events)[number])),
  ),
  'host.name',
  'service.name',
]);
const values = new Set(events.flatMap(event => JSON.stringify(event).match(/[\w-]+/gu) ?? []));

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

describe('the dashboard', () => {
  const { panels } = JSON.parse(read('grafana-dashboard.json')) as { readonly panels: readonly Panel[] };
  const underscored = new Set([...attributes].map(name => name.replaceAll('.', '_')));
  it('has panels with names and numbers of their own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
  });
  it.each(panels.map(panel => [panel.title, panel] as const))(
    'asks only for what is sent: %s',
    (_title, { targets }) => {
      for (const { expr } of targets) {
        const named = expr.match(/\b(?:ringfence|gen_ai|ocsf|host|service)_[a-z_]+/gu) ?? [];
        expect(named.length).toBeGreaterThan(0);
        expect(named.filter(name => !underscored.has(name))).toEqual([]);
        const compared = [...expr.matchAll(/(?:=~|=) "([^"]+)"/gu)].flatMap(([, list = '']) =>
          list.split('|'),
        );
        expect(compared.filter(value => !values.has(value))).toEqual([]);
      }
    },
  );
});

describe('queries', () => {
  const blocks = (name: string, language: string): readonly string[] =>
    read(name)
      .split('```')
      .filter((_, at) => at % 2 === 1)
      .filter(block => block.startsWith(language));
  it('for Splunk name fields of events', () => {
    const named = blocks('splunk.md', 'spl').flatMap(
      block => block.match(/\b(?:actor|device|finding_info|metadata|unmapped)[.][\w.]+(?:\{\})?/gu) ?? [],
    );
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter(name => !fields.has(name))).toEqual([]);
  });
  it('for Sentinel name fields of events', () => {
    const named = blocks('sentinel.md', 'kusto').flatMap(block =>
      [...block.matchAll(/\bEvent[.]([\w.]+)/gu)].map(([, name = '']) => name),
    );
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter(name => !fields.has(name))).toEqual([]);
  });
});

describe('configurations', () => {
  it('of the collector join what they define', () => {
    const config = parse(read('otel-collector.yaml')) as Record<string, Record<string, unknown>> & {
      readonly service: {
        readonly extensions: readonly string[];
        readonly pipelines: Record<string, Record<string, readonly string[]>>;
      };
    };
    for (const name of config.service.extensions) expect(config['extensions']).toHaveProperty([name]);
    for (const pipeline of Object.values(config.service.pipelines))
      for (const [kind, names] of Object.entries(pipeline))
        for (const name of names) expect(config[kind]).toHaveProperty([name]);
  });
  it('of Vector join what they define, and drop copies by a field of events', () => {
    const { sources, transforms, sinks } = parse(read('vector.yaml')) as Record<
      string,
      Record<string, { inputs?: string[]; fields?: { match: string[] } }>
    >;
    const defined = Object.keys({ ...sources, ...transforms });
    for (const { inputs = [] } of Object.values({ ...transforms, ...sinks }))
      for (const name of inputs) expect(defined).toContain(name);
    expect(fields).toContain(transforms?.['ringfence_once']?.fields?.match[0]);
  });
});

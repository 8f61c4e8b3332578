/**
 * The lead's guide, executed: every shell block of docs/lead-guide.md runs in order, those marked `machine` on ten machines
 * (homes) that fetch the floor over the network, and each output block must show what came.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProduct, scratchEnvironment, type CliEnded, type Product } from '../support/product.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/lead-guide.md', import.meta.url)), 'utf8');

const machines = Array.from({ length: 10 }, (_, index) => `machine-${index + 1}`);
/** Are the homes in which a block runs. */
const places = { lead: ['lead'], machine: machines, any: ['machine-1'], ci: ['ci'] } as const;

/** Is a block of the guide: who runs it, what it says, what is shown of its output. */
interface Step {
  readonly title: string;
  readonly on: keyof typeof places;
  readonly script: string;
  readonly shown: readonly string[];
}

function placeOf(name: string | undefined): Step['on'] {
  if (name === 'lead' || name === 'machine' || name === 'any' || name === 'ci') return name;
  throw new Error(`The guide has a block for "${String(name)}", whom nobody knows.`);
}

/** Reads "```sh who" blocks, each with the "```text" block that may follow it. */
function stepsOf(text: string): readonly Step[] {
  const block = /^```sh (\w+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gmu;
  return [...text.matchAll(block)].map(({ 1: on, 2: script = '', 3: shown = '' }, index) => ({
    title: `${index + 1}. ${script.split('\n')[0] ?? ''}`,
    on: placeOf(on),
    script,
    shown: shown.split('\n').filter(line => line.trim() !== ''),
  }));
}

const steps = stepsOf(guide);
const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-lead-')));
const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
let product: Product;
let server: Server;

beforeAll(async () => {
  product = await buildProduct();
  for (const home of ['lead', 'ci', ...machines]) mkdirSync(at(home, 'service'), { recursive: true });
  for (const place of ['bin', 'www']) mkdirSync(at(place));
  // VS Code has run on each of them.
  for (const home of machines) mkdirSync(at(home, '.config', 'Code', 'User'), { recursive: true });
  const launcher = `#!/bin/sh\nexec '${process.execPath}' '${product.cli}' "$@"\n`;
  writeFileSync(at('bin', 'ringfence'), launcher, { mode: 0o755 });
  server = createServer((request, response) => {
    try {
      response.end(readFileSync(at('www', path.basename(request.url ?? ''))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  product.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The guide's places are examples; here they are folders and a server of this test. */
const placed = (script: string): string =>
  script
    .replaceAll(
      'https://policy.example.com/',
      `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    )
    .replaceAll('/srv/www/', `${at('www')}/`)
    .replaceAll('/srv/keys/', `${at('lead')}/`);

function run(who: string, script: string): Promise<CliEnded> {
  const home = at(who);
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', placed(script)], {
      cwd: path.join(home, 'service'),
      env: { ...scratchEnvironment(home), PATH: `${at('bin')}${path.delimiter}${process.env['PATH'] ?? ''}` },
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, ...said }));
  });
}

/** Tells whether an output has a line like the one shown, in which `…` stands for anything. */
function isShown(line: string, output: string): boolean {
  const parts = line
    .trim()
    .split('…')
    .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(parts.join('.*'), 'u').test(output);
}

test('the guide has steps for the lead, for ten machines, and for CI', () => {
  expect(new Set(steps.map(({ on }) => on))).toEqual(new Set(Object.keys(places)));
  expect(guide.match(/^```sh/gmu)?.length).toBe(steps.length);
});

test.each(steps)('$on: $title', { timeout: 300_000 }, async ({ on, script, shown }) => {
  if (on === 'ci') cpSync(at('lead', 'service'), at('ci', 'service'), { recursive: true });
  for (const who of places[on]) {
    const { code, stdout, stderr } = await run(who, script);
    const said = `${stdout}${stderr}`;
    expect(code, `${who}: ${said}`).toBe(0);
    expect(
      shown.filter(line => !isShown(line, said)),
      `${who}: ${said}`,
    ).toEqual([]);
  }
});

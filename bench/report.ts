/** Prints measurements beside their budgets and keeps them as JSON under bench/results. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Is one measured number; `budget` is the most it may be (DESIGN.md, "Budgets"). */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: number;
}

const results = path.join(path.dirname(fileURLToPath(import.meta.url)), 'results');

/** Prints a table and writes bench/results/NAME.json; returns exit code 1 when a number is over its budget. */
export function report(name: string, measurements: readonly Measurement[]): 0 | 1 {
  const rows = measurements.map(({ what, value, unit, budget }) => [
    what,
    `${rounded(value)} ${unit}`,
    budget === undefined ? '' : `≤ ${budget} ${unit}`,
    budget === undefined ? '' : value <= budget ? 'within' : 'OVER',
  ]);
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  mkdirSync(results, { recursive: true });
  const machine = { node: process.version, platform: process.platform, arch: process.arch };
  writeFileSync(
    path.join(results, `${name}.json`),
    `${JSON.stringify({ name, at: new Date().toISOString(), machine, measurements }, null, 2)}\n`,
  );
  return measurements.every(({ value, budget }) => budget === undefined || value <= budget) ? 0 : 1;
}

/** Returns a quantile (0 to 1) of numbers; NaN of none. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

const rounded = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

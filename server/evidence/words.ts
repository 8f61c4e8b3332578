/** Words and numbers that all formats of the report share. Pure. */
import type { VerdictKind } from '../../common/verdict.ts';

/** Names what became of an event, from the gravest. */
export const dispositionWords = {
  deny: 'Refused',
  quarantine: 'Held back',
  ask: 'Left to a person',
  redact: 'Masked',
  pass: 'Let through',
} as const satisfies Readonly<Record<VerdictKind, string>>;

/** Lists what an event can become, from the gravest. */
export const dispositionOrder = ['deny', 'quarantine', 'ask', 'redact', 'pass'] as const;

/** Writes a number with separators. */
export const number = (value: number): string => value.toLocaleString('en');

/** Counts things: `1 time`, `2 times`. */
export const counted = (value: number, thing: string): string =>
  `${number(value)} ${thing}${value === 1 ? '' : 's'}`;

/** Writes a duration for people. */
export function duration(ms: number | undefined): string {
  if (ms === undefined) return '–';
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ] as const;
  const [size, unit] = units.find(([each]) => ms >= each) ?? [1, 'ms'];
  const value = ms / size;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`;
}

/** Writes an ISO time to the minute. */
export const moment = (iso: string | undefined): string =>
  iso === undefined ? '–' : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

/** Takes out what could mislead a person or a program that shows the text. */
export const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '\uFFFD')
    .slice(0, 500);

/** Says what the report is, and what it is not. */
export const disclaimer =
  'This is evidence of what Ringfence was set to do and what it recorded on one machine. It attests no conformity with any framework; whether a control is met is for the organisation and its auditors to judge.';

/** Draws charts as inline SVG: text and shapes only, each with its numbers for those who cannot see it. Pure. */
import { escape, table } from './markup.ts';
import { number } from './words.ts';

/** Is one kind of thing that a chart counts; `css` names its colour. */
export interface Series {
  readonly name: string;
  readonly css: string;
}

/** Is one place of a chart with a count for each series. */
export interface Column {
  readonly label: string;
  readonly counts: readonly number[];
}

/** Is what a chart shows. */
export interface ChartData {
  readonly title: string;
  /** What a person reads below the title. */
  readonly note: string;
  readonly heading: string;
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
}

const width = 720;
const left = 52;

/** Draws stacked columns. */
export function columnChart(data: ChartData): string {
  const { series, columns } = data;
  const [height, top, bottom] = [220, 12, 34];
  const totals = columns.map(({ counts }) => sum(counts));
  const scale = niceScale(Math.max(1, ...totals));
  const plot = height - top - bottom;
  const y = (value: number): number => top + plot - (plot * value) / scale.most;
  const step = (width - left) / Math.max(1, columns.length);
  const bar = Math.max(1, Math.min(46, step * 0.72));
  const grid = scale.ticks.map(
    tick =>
      `<line class="grid" x1="${left}" x2="${width}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text class="tick" x="${left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${number(tick)}</text>`,
  );
  const bars = columns.map(({ counts, label }, at) => {
    const x = left + step * at + (step - bar) / 2;
    let base = 0;
    const parts = counts.map((count, which) => {
      if (count === 0) return '';
      const [from, to] = [y(base), y(base + count)];
      base += count;
      const css = series[which]?.css ?? '';
      return `<rect class="${css}" x="${round(x)}" y="${round(to)}" width="${round(bar)}" height="${round(Math.max(1, from - to))}"><title>${escape(`${label}: ${number(count)} ${series[which]?.name ?? ''}`)}</title></rect>`;
    });
    return parts.join('');
  });
  const every = Math.max(1, Math.ceil(columns.length / 8));
  const labels = columns.map(({ label }, at) =>
    at % every === 0
      ? `<text class="tick" x="${round(left + step * (at + 0.5))}" y="${height - 12}" text-anchor="middle">${escape(label)}</text>`
      : '',
  );
  return figure(data, height, [...grid, ...bars, ...labels].join(''));
}

/** Draws stacked bars, one below the other, each as wide as the whole. */
export function shareChart(data: ChartData): string {
  const { series, columns } = data;
  const [row, labelWidth] = [34, 250];
  const space = width - labelWidth;
  const rows = columns.map(({ label, counts }, at) => {
    const total = Math.max(1, sum(counts));
    let x = labelWidth;
    const y = at * row + 4;
    const parts = counts.map((count, which) => {
      if (count === 0) return '';
      const share = (space * count) / total;
      const from = x;
      x += share;
      const { css = '', name = '' } = series[which] ?? {};
      const figures =
        share > 26
          ? `<text class="on ${css}-text" x="${round(from + share / 2)}" y="${y + 17}" text-anchor="middle">${number(count)}</text>`
          : '';
      return `<rect class="${css}" x="${round(from)}" y="${y}" width="${round(Math.max(1, share - 1.5))}" height="24"><title>${escape(`${label}: ${number(count)} ${name}`)}</title></rect>${figures}`;
    });
    return `<text class="label" x="0" y="${y + 17}">${escape(label)}</text>${parts.join('')}`;
  });
  return figure(data, Math.max(row, columns.length * row + 4), rows.join(''));
}

function figure({ title, note, heading, series, columns }: ChartData, height: number, body: string): string {
  const legend = series
    .map(({ name, css }) => `<li><span class="swatch ${css}"></span>${escape(name)}</li>`)
    .join('');
  const numbers = table({
    caption: title,
    head: [heading, ...series.map(({ name }) => name)],
    rows: columns.map(({ label, counts }) => [escape(label), ...counts.map(number)]),
  });
  return `<figure><figcaption><strong>${escape(title)}</strong><span>${escape(note)}</span></figcaption><ul class="legend" aria-hidden="true">${legend}</ul><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(`${title}. ${note} The numbers follow as a table.`)}">${body}</svg><div class="unseen">${numbers}</div></figure>`;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const round = (value: number): number => Math.round(value * 100) / 100;

/** Returns whole ticks that a person can read, and the top of the scale. */
function niceScale(most: number): { readonly most: number; readonly ticks: readonly number[] } {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map(each => each * power).find(each => each >= rough) ?? rough);
  const count = Math.ceil(most / step);
  return { most: count * step, ticks: Array.from({ length: count + 1 }, (_, at) => at * step) };
}

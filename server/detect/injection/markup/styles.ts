/** Tells which styles leave an element without a look. Pure. */

/** Matches declarations that hide, in a style without blanks. */
const hides: readonly RegExp[] = [
  /(?:^|;)display:none/u,
  /(?:^|;)(?:visibility|content-visibility):(?:hidden|collapse)/u,
  /(?:^|;)opacity:(?:0?\.0\d*|0|0%)(?:;|!|$)/u,
  /(?:^|;)font(?:-size)?:(?:0?\.\d+|[01])(?:px|pt|r?em|%|vw|vh)?(?:[;!/]|$)/u,
  /(?:^|;)(?:color|-webkit-text-fill-color):(?:transparent|rgba\(\d+,\d+,\d+,0?\.?0+\)|#[\da-f]{6}00|#[\da-f]{3}0)(?:;|!|$)/u,
  /(?:^|;)(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?):-\d{3,}/u,
  /(?:^|;)(?:max-)?(?:height|width):[01](?:px|em|rem|%)?;.*overflow:hidden|overflow:hidden;.*(?:max-)?(?:height|width):[01](?:px|em|rem|%)?(?:;|$)/u,
  /(?:^|;)clip(?:-path)?:(?:rect\([01]|inset\((?:50|100)%|circle\(0|polygon\(00)/u,
  /(?:^|;)transform:(?:scale[xy]?\(0|translate[xy3d]{0,2}\(-\d{3,})/u,
  /(?:^|;)(?:line-height:0|mso-hide:all|filter:opacity\(0|user-select:none;color:#f)/u,
  /(?:^|;)z-index:-\d/u,
];

const white =
  /^(?:white|#f{3}(?:f{3})?|#fefefe|#fdfdfd|rgba?\(25[0-5],25[0-5],25[0-5](?:,1)?\)|hsl\(\d+,\d+%,100%\)|snow|ivory|ghostwhite)$/u;

/** Tells whether a style hides its element, or writes in the colour of the page. */
export function hidesByStyle(style: string): boolean {
  const plain = style.toLowerCase().replaceAll(/\s+/gu, '').slice(0, 1_500);
  if (hides.some(shape => shape.test(plain))) return true;
  const color = /(?:^|;)color:([^;!]{1,60})/u.exec(plain)?.[1];
  const ground = /(?:^|;)background(?:-color)?:([^;!]{1,60})/u.exec(plain)?.[1];
  if (color === undefined) return false;
  return color === ground || (white.test(color) && (ground === undefined || white.test(ground)));
}

const rule = /[.#]([\w-]{1,60})[^{}<>]{0,200}\{([^{}]{0,1500})\}/gu;

/** Lists classes and ids that style sheets in a document hide. */
export function hidingNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('<style'); at >= 0; at = text.indexOf('<style', at + 6)) {
    const close = text.indexOf('</style', at);
    const sheet = text.slice(at, close < 0 ? at + 60_000 : Math.min(close, at + 60_000));
    for (const [, name = '', body = ''] of sheet.matchAll(rule))
      if (hidesByStyle(body) && !/(?:^|[;\s])color\s*:\s*(?:white|#fff)/iu.test(body)) names.add(name);
    if (names.size > 500 || close < 0) break;
    at = close;
  }
  return names;
}

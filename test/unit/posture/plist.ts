/** Reads property lists as far as configuration profiles use them; throws at anything else. */

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/gu, (_, number: string | undefined, name: string) =>
    number === undefined ? (entities[name] ?? '') : String.fromCodePoint(Number(number)),
  );

/** Returns the dictionary of a property list. */
export function readPlist(text: string): Readonly<Record<string, Value>> {
  const body = text
    .replace(/<\?xml[^>]*\?>/u, '')
    .replace(/<!DOCTYPE[^>]*>/u, '')
    .replaceAll(/<!--(?:(?!--)[\s\S])*-->/gu, '');
  const tokens = body.match(/<[^>]+>|[^<]+/gu) ?? [];
  let at = 0;
  const skip = (): void => {
    while (tokens[at]?.trim() === '') at += 1;
  };
  const next = (): string => {
    skip();
    const token = tokens[at];
    if (token === undefined) throw new Error('The list ends too early.');
    at += 1;
    return token;
  };
  const textUpTo = (end: string): string => {
    if (tokens[at] === end) {
      at += 1;
      return '';
    }
    const inner = tokens[at] ?? '';
    if (tokens[at + 1] !== end) throw new Error(`There is no ${end} after ${inner}.`);
    at += 2;
    return unescaped(inner);
  };
  const value = (token: string): Value => {
    if (token === '<true/>' || token === '<false/>') return token === '<true/>';
    if (token === '<string>') return textUpTo('</string>');
    if (token === '<integer>') return Number(textUpTo('</integer>'));
    if (token === '<array>') {
      const items: Value[] = [];
      for (let each = next(); each !== '</array>'; each = next()) items.push(value(each));
      return items;
    }
    if (token !== '<dict>') throw new Error(`${token} is not understood.`);
    const entries: (readonly [string, Value])[] = [];
    for (let each = next(); each !== '</dict>'; each = next()) {
      if (each !== '<key>') throw new Error(`A key is missing before ${each}.`);
      const key = textUpTo('</key>');
      entries.push([key, value(next())]);
    }
    return Object.fromEntries(entries);
  };
  if (!next().startsWith('<plist')) throw new Error('This is no property list.');
  const whole = value(next());
  if (next() !== '</plist>' || typeof whole !== 'object' || Array.isArray(whole))
    throw new Error('The list holds more than a dictionary.');
  return whole as Readonly<Record<string, Value>>;
}

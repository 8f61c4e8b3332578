import { expect, it } from 'vitest';
import { createSlots } from '../../../server/policy/slots.ts';

it('reuses few names: who was asked longest ago gives way and is parsed again', () => {
  const slots = createSlots('s', 2);
  const parsed: string[] = [];
  const owners = { a: {}, b: {}, c: {} };
  const hold = (name: keyof typeof owners): string =>
    slots.hold(owners[name], slot => parsed.push(`${name}@${slot}`));
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(name => hold(name as keyof typeof owners))).toEqual([
    's-0',
    's-1',
    's-0',
    's-1',
    's-0',
    's-1',
  ]);
  expect(parsed).toEqual(['a@s-0', 'b@s-1', 'c@s-1', 'b@s-1']);
});

it('gives a name to nobody when parsing fails', () => {
  const slots = createSlots('s', 1);
  const owner = {};
  expect(() =>
    slots.hold(owner, () => {
      throw new Error('broken');
    }),
  ).toThrow('broken');
  const parsed: string[] = [];
  slots.hold(owner, slot => parsed.push(slot));
  expect(parsed).toEqual(['s-0']);
});

import { expect, it } from 'vitest';
import { needPerson } from '../../../../domain/webhooks/subscription-trouble.ts';

const now = Date.parse('2026-02-02T12:00:00Z');
const inHours = (hours: number) => new Date(now + hours * 3_600_000).toISOString();

it.each([
  ['those that stand need nobody, however soon they end', undefined, [inHours(1)], false],
  ['an ERP that is away for an hour needs nobody', inHours(-1), [inHours(70)], false],
  ['for three hours it does', inHours(-3), [inHours(70)], true],
  ['at once, where one is about to end', inHours(-0.1), [inHours(70), inHours(11.9)], true],
  ['or has ended', inHours(-0.1), [inHours(-1)], true],
  ['one without an end does not press', inHours(-1), [undefined], false],
])('%s', (_, failingSince, endsAt, isNeeded) => {
  expect(needPerson({ now, failingSince, endsAt })).toBe(isNeeded);
});

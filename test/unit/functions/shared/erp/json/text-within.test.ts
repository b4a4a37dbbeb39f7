import { describe, expect, it } from 'vitest';
import { textWithin } from '../../../../../../functions/shared/erp/json/text-within.ts';
import { asRead } from '../../../../../support/erp/requests.ts';

const nested = asRead({
  said: JSON.stringify([JSON.stringify({ message: 'no such customer' })]),
  plain: 'x',
});

describe('a path into texts that hold JSON', () => {
  it('goes through as many of them as there are', () => {
    expect(textWithin(nested, 'said.0.message')).toBe('no such customer');
  });

  it('leaves a text at its end as it is', () => {
    expect(textWithin(nested, 'plain')).toBe('x');
    expect(textWithin('whole', '')).toBe('whole');
    expect(textWithin(nested, 'said.0')).toBe('{"message":"no such customer"}');
  });

  it.each(['plain.0', 'said.1.message', 'said.0.title', 'nothing'])('finds nothing at %s', (path) => {
    expect(textWithin(nested, path)).toBeUndefined();
  });
});

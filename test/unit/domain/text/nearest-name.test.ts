import { describe, expect, it } from 'vitest';
import { nearestName, unknownName } from '../../../../domain/text/nearest-name.ts';

describe('the nearest name', () => {
  it.each([
    ['stge', 'stage'],
    ['STAGE', 'stage'],
    ['timezone', 'timeZone'],
    ['tmieZone', 'timeZone'],
  ])('to %s is %s', (wanted, nearest) => {
    expect(nearestName(wanted, ['stage', 'timeZone'])).toBe(nearest);
  });

  it('is the first of equals', () => {
    expect(nearestName('x', ['a', 'b'])).toBe('a');
  });

  it.each(['', 'colour', 'x'.repeat(1_000)])('is none where nothing is near "%.10s"', (wanted) => {
    expect(nearestName(wanted, ['stage', 'timeZone'])).toBeUndefined();
  });

  it('is named to whoever mistyped it, else all there are', () => {
    expect(unknownName('stge', ['stage'])).toBe('unknown; did you mean stage?');
    expect(unknownName('colour', ['stage', 'timeZone'])).toBe('unknown; known are stage, timeZone');
    expect(unknownName('colour', [])).toBe('unknown; known are none');
  });
});

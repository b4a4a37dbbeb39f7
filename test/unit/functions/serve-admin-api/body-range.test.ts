import { describe, expect, it } from 'vitest';
import {
  byteRange,
  mostBytesPerAnswer,
} from '../../../../functions/serve-admin-api/deliveries/body-range.ts';

describe('a range of a body of 10 bytes', () => {
  it.each([
    [undefined, 0, 10, false],
    ['bytes=0-3', 0, 4, true],
    ['bytes=4-', 4, 6, true],
    ['bytes=-3', 7, 3, true],
    ['bytes=-30', 0, 10, true],
    ['bytes=8-99', 8, 2, true],
    // Not understood, so ignored (RFC 9110).
    ['bytes=3-1', 0, 10, false],
    ['bytes=0-1,4-5', 0, 10, false],
    ['lines=0-1', 0, 10, false],
    ['bytes=-', 0, 10, false],
  ])('%s', (header, start, length, isPartial) => {
    expect(byteRange(header, 10)).toEqual({ start, length, isPartial });
  });

  it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s lies outside', (header) => {
    expect(() => byteRange(header, 10)).toThrow('The body has 10 bytes.');
  });
});

describe('a body larger than one answer', () => {
  const size = mostBytesPerAnswer * 2;

  it('is refused as a whole, saying how to ask', () => {
    expect(() => byteRange(undefined, size)).toThrow(`Range: bytes=0-${mostBytesPerAnswer - 1}`);
  });

  it('is read in parts that fit an answer', () => {
    expect(byteRange('bytes=0-', size)).toEqual({ start: 0, length: mostBytesPerAnswer, isPartial: true });
  });
});

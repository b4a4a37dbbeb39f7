import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCursor, sealCursor } from '../../../../../functions/shared/http/cursor.ts';

const binding = JSON.stringify(['demo', '/parked', []]);
const refusal = expect.objectContaining({ code: 'invalid-cursor' }) as Error;

describe('a cursor', () => {
  it('leads back to its place, whatever that is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (position, list) => {
        expect(openCursor(sealCursor(position, list), list)).toBe(position);
      }),
    );
  });

  it('is the same for the same place, and another for any other place or list', () => {
    expect(sealCursor('a', binding)).toBe(sealCursor('a', binding));
    expect(new Set(['a', 'b', 'ab'].map((position) => sealCursor(position, binding))).size).toBe(3);
    expect(sealCursor('a', binding)).not.toBe(sealCursor('a', 'another list'));
  });

  it('shows nothing of its place', () => {
    const cursor = sealCursor('demo#debtor#musterbau gmbh', binding);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/demo|muster/);
  });

  it('is refused for another list', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (position, list) => {
        fc.pre(list !== binding);
        expect(() => openCursor(sealCursor(position, list), binding)).toThrow(refusal);
      }),
    );
  });

  it('is refused with any bit changed', () => {
    const bytes = Buffer.from(sealCursor('demo#debtor', binding), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => openCursor(changed.toString('base64url'), binding)).toThrow(refusal);
    }
  });

  it.each([
    ['cut short', (cursor: string) => cursor.slice(0, -4)],
    ['with something behind it', (cursor: string) => `${cursor}=`],
    ['with a dot in it', (cursor: string) => `${cursor}.x`],
    ['of nothing', () => ''],
    ['too short to be one', () => 'abc'],
  ])('%s is refused', (_what, spoil) => {
    expect(() => openCursor(spoil(sealCursor('demo#debtor', binding)), binding)).toThrow(refusal);
  });

  it('of any text is refused and is no bug', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(() => openCursor(text, binding)).toThrow(refusal);
      }),
    );
  });
});

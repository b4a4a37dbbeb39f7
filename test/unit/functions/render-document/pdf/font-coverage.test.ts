import { describe, expect, it } from 'vitest';
import { openFonts } from '../../../../../functions/render-document/pdf/fonts.ts';
import { printableText } from '../../../../../functions/render-document/pdf/printable-text.ts';

const { covered } = openFonts();

describe('the fonts of documents', () => {
  it('have what the languages of documents need', () => {
    const needed = 'ÄÖÜäöüß€–·…„“”’ÀÉÎŐŰŠŽČĆĐŁŞİığ0123456789%§&@\u00a0\ufffd';

    expect([...needed].filter((character) => !covered.has(character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('lack what they lack: Hebrew, Arabic, Chinese', () => {
    expect([...'שم你'].filter((character) => covered.has(character.codePointAt(0) ?? 0))).toEqual([]);
  });
});

describe('a text as it can be printed', () => {
  it.each([
    ['plain', 'plain'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['tab\there', 'tab here'],
    ['zero\u200bwidth\u202e', 'zerowidth'],
    ['🇦🇹 👨‍👩‍👧 ❤️', '\ufffd \ufffd \ufffd'],
    ['1\ufe0f', '1'],
  ])('%j becomes %j', (text, printed) => {
    expect(printableText(text, covered)).toBe(printed);
  });
});

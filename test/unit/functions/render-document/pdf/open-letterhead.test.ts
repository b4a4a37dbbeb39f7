import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { checkLetterhead } from '../../../../../functions/render-document/pdf/open-letterhead.ts';
import { aLetterhead } from '../../../../support/documents/letterhead.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const halfOf = (whole: Uint8Array): Uint8Array => whole.subarray(0, whole.length / 2);

async function sheets(count: number, size: [number, number] = [595.28, 841.89]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < count; page += 1) pdf.addPage(size);
  return pdf.save();
}

describe('a file that shall be the letterhead', () => {
  it('fits with one or two pages of A4', async () => {
    expect(await checkLetterhead(await sheets(1))).toEqual({ pages: 1 });
    expect(await checkLetterhead(await aLetterhead())).toEqual({ pages: 2 });
  });

  it.each([
    ['nothing', () => bytes('')],
    ['a text', () => bytes('hello')],
    ['the head of a PDF and nothing of its body', () => bytes('%PDF-1.7\nrubbish')],
    ['half of a PDF', async () => halfOf(await aLetterhead())],
  ])('cannot be read where it is %s, with what to do', async (_, file) => {
    expect(await checkLetterhead(await file())).toEqual({
      fault:
        'The letterhead is not a PDF that can be read. Save it as an unprotected PDF of one or two A4 pages, and upload it again.',
    });
  });

  it.each([
    ['has 3 pages', () => sheets(3)],
    ['is not A4', () => sheets(1, [612, 792])],
  ])('is refused where it %s', async (fault, file) => {
    expect(await checkLetterhead(await file())).toMatchObject({ fault: expect.stringContaining(fault) });
  });
});

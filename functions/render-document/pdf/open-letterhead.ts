import { PDFDocument } from '@cantoo/pdf-lib';
import type { LetterheadVerdict } from '../ports.ts';
import { RefusedError } from '../refusal.ts';
import { SHEET } from './page-layout.ts';

/** A letterhead that documents can be laid over; anything else is refused with what to do about it. */
export async function openLetterhead(bytes: Uint8Array): Promise<PDFDocument> {
  const { letterhead, fault } = await inspect(bytes);
  if (letterhead && fault === undefined) return letterhead;
  throw new RefusedError(
    'letterhead-unusable',
    `${fault} Save it as an unprotected PDF of one or two A4 pages, and upload it again.`,
  );
}

export async function checkLetterhead(bytes: Uint8Array): Promise<LetterheadVerdict> {
  try {
    return { pages: (await openLetterhead(bytes)).getPageCount() };
  } catch (error) {
    if (error instanceof RefusedError) return { fault: error.message };
    throw error;
  }
}

interface Inspected {
  readonly letterhead?: PDFDocument;
  readonly fault?: string | undefined;
}

/** The parser throws whatever it stumbles over, some of it only when it is asked for pages; all of it means that the file will not do. */
const inspect = (bytes: Uint8Array): Promise<Inspected> =>
  PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
    .then((letterhead) => ({ letterhead, fault: faultOf(letterhead) }))
    .catch(() => ({ fault: 'The letterhead is not a PDF that can be read.' }));

function faultOf(letterhead: PDFDocument): string | undefined {
  const pages = letterhead.getPages();
  if (letterhead.isEncrypted) return 'The letterhead is protected.';
  if (pages.length < 1 || pages.length > 2) return `The letterhead has ${pages.length} pages.`;
  const isUpright = pages.every((page) => page.getRotation().angle % 360 === 0);
  if (!isUpright) return 'A page of the letterhead is turned.';
  return pages.every((page) => isA4(page.getSize())) ? undefined : 'A page of the letterhead is not A4.';
}

const TOLERANCE = 3;

const isA4 = ({ width, height }: { width: number; height: number }): boolean =>
  Math.abs(width - SHEET.width) <= TOLERANCE && Math.abs(height - SHEET.height) <= TOLERANCE;

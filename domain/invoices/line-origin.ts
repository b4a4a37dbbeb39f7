import type { CanonicalInvoice, CanonicalLine } from '../canonical/invoice.ts';

/** What a line bills, by our key in the ERP's reference field, the line's own before the document's; `unassigned` is shown, not hidden (I-7). */
export type LineOrigin =
  | { readonly state: 'referenced'; readonly reference: string }
  | { readonly state: 'unassigned' };

export function lineOrigin(
  line: Pick<CanonicalLine, 'ourReference'>,
  document: Pick<CanonicalInvoice, 'ourReference'>,
): LineOrigin {
  const reference = [line.ourReference, document.ourReference].find((each) => each?.trim());
  return reference ? { state: 'referenced', reference } : { state: 'unassigned' };
}

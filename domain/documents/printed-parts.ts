import type { LineVat } from '../vat/vat-decision.ts';
import type { Fact, TableHead } from './printed-document.ts';
import type { Print } from './printed-rows.ts';
import { fill, textsFor } from './texts.ts';

export function printedHead({ locale, currency }: Print): TableHead {
  const { head } = textsFor(locale);
  return { ...head, net: fill(head.net, { currency }) };
}

/** Those that have a value. */
export const presentFacts = (facts: readonly (readonly [string, string | null | undefined])[]): Fact[] =>
  facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));

/** Every note that the VAT of a line demands (O-3), once. */
export const vatNotes = (lines: readonly { readonly vat: LineVat }[]): string[] => [
  ...new Set(lines.flatMap(({ vat }) => (vat.note ? [vat.note] : []))),
];

import type { PrintedDocument } from '../../../domain/documents/printed-document.ts';
import { printableText } from './printable-text.ts';

/** The same document, every text of it as the font can print it. */
export const printableDocument = (
  document: PrintedDocument,
  covered: ReadonlySet<number>,
): PrintedDocument => {
  const known = new Map<string, string>();
  const printable = (text: string): string => {
    const held = known.get(text) ?? printableText(text, covered);
    known.set(text, held);
    return held;
  };
  return everyText(document, printable);
};

/** The value with each text in it replaced; its shape stays. */
function everyText<Value>(value: Value, replace: (text: string) => string): Value;
function everyText(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value);
  if (Array.isArray(value)) return value.map((part: unknown) => everyText(part, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, everyText<unknown>(part, replace)]),
  );
}

import { expect, it } from 'vitest';
import { compileExpression, evaluate } from '../../../../../../functions/shared/erp/evaluate.ts';

/** What a field of an ERP may hold: 300,000 characters in the order that a pattern likes least. */
const texts = ['<', '<br', '</p ', '&', '&#', '_x', '_x00', ' ', '\n ', ' \t', '1', '.1', '-', 'é']
  .map((piece) => [piece, piece.repeat(300_000 / piece.length)] as const)
  .flatMap(([piece, text]) => [
    [piece, text],
    [`${piece}, and then something else`, `${text}!`],
  ]);

const functions = [
  ...['$htmlText(t)', '$enumName(t)', '$nonEmpty(t)', '$textLines(t, 80)', '$flag(t)', '$json(t)'],
  ...['$decimal(t)', '$isoDate(t)', '$instant(t, "Europe/Berlin")', '$epoch(t)', '$toMillis(t)'],
].map((source) => compileExpression(source, 'm.jsonata'));

it.each(texts)('every function of ours reads a long text of "%s" in one go', async (_what, t) => {
  for (const compiled of functions) {
    const begun = performance.now();
    await evaluate(compiled, { t }).catch((error: unknown) => expect(error).toHaveProperty('problems'));

    // Linear takes some milliseconds; every pair of characters would take minutes.
    expect(performance.now() - begun, compiled.name).toBeLessThan(5_000);
  }
});

import * as z from 'zod';
import { productKindSchema } from '../../../domain/canonical/product.ts';
import { shortTextSchema, textSchema } from '../../../domain/canonical/values.ts';
import { quoteProductLineSchema } from '../../../domain/records/quote.ts';
import { recurrenceSchema } from '../../../domain/records/sales-line.ts';
import { exampleIds } from './example-ids.ts';

/** What it has to be is a rule of the quote, which says it in better words than a pattern. */
const figure = z.string().max(40);

const lineId = figure
  .optional()
  .meta({ description: 'Of a line that stands in the quote, to keep its price.', example: '3' });

const productLineSchema = z.strictObject({
  kind: z.literal('product').default('product'),
  lineId,
  product: z.string().min(1).max(200).optional().meta({
    description: 'Its number or id; without one, say what it is and what it costs.',
    example: '1896-S',
  }),
  quantity: figure.optional().meta({ example: '2' }),
  description: textSchema.optional(),
  unit: shortTextSchema.nullish(),
  productKind: productKindSchema.optional().meta({
    description:
      'Of a line without a product; or says of a service of the catalogue that it is hours, a flat rate or a subscription.',
    example: 'hourly',
  }),
  taxCode: shortTextSchema.nullish(),
  unitPrice: figure.optional().meta({ description: 'By hand, net; otherwise it is found (P-2).' }),
  priceUnit: figure.optional(),
  discountPercent: figure.optional().meta({ description: 'By hand; otherwise it is found.' }),
  choice: quoteProductLineSchema.shape.choice.optional(),
  alternativeTo: figure.optional(),
  recurrence: z.strictObject(recurrenceSchema.shape).optional(),
  phase: shortTextSchema.optional(),
});

/** Far above what a quote may have: the rule about that says it better. */
const MOST_LINES_SENT = 20_000;

export const linesBodySchema = z
  .array(
    z.union([
      productLineSchema,
      z.strictObject({ kind: z.literal('text'), lineId, description: textSchema.min(1) }),
      z.strictObject({ kind: z.literal('subtotal'), lineId, description: textSchema.optional() }),
    ]),
  )
  .max(MOST_LINES_SENT);

export const headerDiscountBodySchema = z
  .union([z.strictObject({ percent: figure }), z.strictObject({ amount: figure })])
  .nullish();

/** 5,000 lines with texts. */
export const QUOTE_BODY_LIMIT = 4 * 1_024 * 1_024;

export const exampleLines = [
  { product: '1896-S', quantity: '2' },
  { product: exampleIds.product, quantity: '10', discountPercent: '15', choice: 'optional' },
  { kind: 'text', description: 'Lieferung frei Haus.' },
  { kind: 'subtotal', description: 'Möbel' },
];

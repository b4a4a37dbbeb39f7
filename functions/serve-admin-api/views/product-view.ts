import type * as z from 'zod';
import { canonicalProductSchema } from '../../../domain/canonical/product.ts';
import type { ProductRecord } from '../../../domain/records/product.ts';
import { productIdSchema } from '../../../domain/records/record-parts.ts';
import type { ProductRow } from '../../shared/store/rows.ts';
import { exampleIds } from './example-ids.ts';
import { exampleMirrored, mirroredFields, mirroredShape } from './mirrored-view.ts';

const example = {
  productId: exampleIds.product,
  externalId: '5d115c9c-44e3-ea11-bb43-000d3a2feca1',
  number: '1896-S',
  name: 'Schreibtisch',
  kind: 'goods',
  unit: 'PCS',
  listPrice: { amount: '1000.80', currency: 'EUR' },
  status: 'active',
  ...exampleMirrored,
} as const;

export const productViewSchema = canonicalProductSchema
  .extend({ ...mirroredShape, productId: productIdSchema })
  .meta({ id: 'Product', example });

/** Lists leave out the long parts: description and price list. */
export const productRowViewSchema = productViewSchema
  .omit({ description: true, prices: true })
  .meta({ id: 'ProductRow', example });

export function productView(product: ProductRecord): z.input<typeof productViewSchema> {
  return { ...rowFields(product), ...product.canonical, externalId: product.externalId };
}

export function productRowView(product: ProductRow): z.input<typeof productRowViewSchema> {
  return { ...rowFields(product), ...product.canonical, externalId: product.externalId };
}

const rowFields = (product: ProductRow | ProductRecord) => ({
  productId: product.recordId,
  ...mirroredFields(product),
});

import * as z from 'zod';
import { productKindSchema, productStatusSchema } from '../../../domain/canonical/product.ts';
import { productIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getProduct, listProducts } from '../../shared/store/products.ts';
import { may, route } from '../define-route.ts';
import { connectionParameter, flagParameter, textParameter } from '../parameters.ts';
import { exampleIds } from '../views/example-ids.ts';
import {
  productRowView,
  productRowViewSchema,
  productView,
  productViewSchema,
} from '../views/product-view.ts';

const tag = 'Products';

export const productRoutes = [
  route({
    id: 'listProducts',
    method: 'GET',
    path: '/products',
    tag,
    summary: 'List products by name',
    roles: may.read,
    query: z.object({
      text: textParameter.meta({ description: 'Part of name or number.', example: 'tisch' }),
      number: textParameter.meta({ description: 'The exact number, present or former.', example: '1896-S' }),
      kind: productKindSchema.optional().meta({ example: 'goods' }),
      status: productStatusSchema.optional().meta({ example: 'active' }),
      group: textParameter.meta({ description: 'The exact product group.', example: 'FURNITURE' }),
      deleted: flagParameter.meta({
        description: 'Deleted in the ERP; not listed otherwise.',
        example: 'true',
      }),
      connection: connectionParameter,
    }),
    returns: { page: productRowViewSchema },
    handle: async ({ caller, query: { connection, ...filters }, page }, { store }) => {
      const found = await listProducts(
        store,
        { company: caller.company, connectionId: connection, ...filters },
        page,
      );
      return { items: found.items.map(productRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getProduct',
    method: 'GET',
    path: '/products/{productId}',
    tag,
    summary: 'Get a product with its price list',
    roles: may.read,
    params: z.object({ productId: productIdSchema.meta({ example: exampleIds.product }) }),
    returns: { json: productViewSchema },
    handle: async ({ caller, params: { productId } }, { store }) => {
      const product = await getProduct(store, caller.company, productId);
      if (!product) throw notFound(`product ${productId}`);
      return { body: productView(product), version: product.version };
    },
  }),
];

import * as z from 'zod';
import {
  accountIdSchema,
  priceAgreementIdSchema,
  productIdSchema,
} from '../../../domain/records/record-parts.ts';
import { listPriceAgreements } from '../../shared/store/price-agreements.ts';
import { may, route } from '../define-route.ts';
import { textParameter } from '../parameters.ts';
import {
  addPriceAgreement,
  changePriceAgreement,
  removePriceAgreement,
  requirePriceAgreement,
} from '../prices/keep-price-agreement.ts';
import { exampleIds } from '../views/example-ids.ts';
import {
  newPriceAgreementSchema,
  priceAgreementChangeSchema,
  priceAgreementView,
  priceAgreementViewSchema,
} from '../views/price-agreement-view.ts';

const tag = 'Price agreements';
const params = z.object({
  priceAgreementId: priceAgreementIdSchema.meta({ example: exampleIds.priceAgreement }),
});
const returns = { json: priceAgreementViewSchema };

export const priceAgreementRoutes = [
  route({
    id: 'listPriceAgreements',
    method: 'GET',
    path: '/price-agreements',
    tag,
    summary: 'List agreed prices and discounts, the newest first',
    roles: may.read,
    query: z.object({
      accountId: accountIdSchema
        .optional()
        .meta({ description: 'With this account.', example: exampleIds.account }),
      priceGroup: textParameter.meta({ description: 'For this price group of the ERP.', example: 'GROSS' }),
      productId: productIdSchema
        .optional()
        .meta({ description: 'On this product itself.', example: exampleIds.product }),
      productGroup: textParameter.meta({ description: 'On this product group itself.', example: 'DESKS' }),
    }),
    returns: { page: priceAgreementViewSchema },
    handle: async ({ caller, query, page }, { store }) => {
      const found = await listPriceAgreements(store, { company: caller.company, ...query }, page);
      return { items: found.items.map(priceAgreementView), cursor: found.cursor };
    },
  }),
  route({
    id: 'createPriceAgreement',
    method: 'POST',
    path: '/price-agreements',
    tag,
    summary: 'Agree on a price or discount',
    description: 'For an account or a price group, on a product or a product group (P-2).',
    roles: may.quote,
    body: newPriceAgreementSchema,
    returns: { json: priceAgreementViewSchema, status: 201 },
    handle: async ({ caller, body }, ports) => {
      const agreement = await addPriceAgreement(ports, caller.company, body);
      const headers = { location: `/price-agreements/${agreement.priceAgreementId}` };
      return { body: priceAgreementView(agreement), version: agreement.version, headers };
    },
  }),
  route({
    id: 'getPriceAgreement',
    method: 'GET',
    path: '/price-agreements/{priceAgreementId}',
    tag,
    summary: 'Get a price agreement',
    roles: may.read,
    params,
    returns,
    handle: async ({ caller, params: { priceAgreementId } }, ports) => {
      const agreement = await requirePriceAgreement(ports, caller.company, priceAgreementId);
      return { body: priceAgreementView(agreement), version: agreement.version };
    },
  }),
  route({
    id: 'changePriceAgreement',
    method: 'PATCH',
    path: '/price-agreements/{priceAgreementId}',
    tag,
    summary: 'Change a price agreement',
    description: 'Quotes and orders keep the price they were made with (P-3).',
    roles: may.quote,
    params,
    body: priceAgreementChangeSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { priceAgreementId }, body, expectedVersion }, ports) => {
      const address = { company: caller.company, priceAgreementId, expectedVersion };
      const agreement = await changePriceAgreement(ports, address, body);
      return { body: priceAgreementView(agreement), version: agreement.version };
    },
  }),
  route({
    id: 'deletePriceAgreement',
    method: 'DELETE',
    path: '/price-agreements/{priceAgreementId}',
    tag,
    summary: 'Delete a price agreement',
    roles: may.quote,
    params,
    changesVersion: true,
    returns: { nothing: true },
    handle: async ({ caller, params: { priceAgreementId }, expectedVersion }, ports) => {
      await removePriceAgreement(ports, { company: caller.company, priceAgreementId, expectedVersion });
      return undefined;
    },
  }),
];

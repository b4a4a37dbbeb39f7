import * as z from 'zod';
import { invoiceKindSchema, paymentStateSchema } from '../../../domain/canonical/invoice.ts';
import { invoiceFlagSchema } from '../../../domain/records/invoice.ts';
import { accountIdSchema, debtorIdSchema, invoiceIdSchema } from '../../../domain/records/record-parts.ts';
import { notFound } from '../../shared/http/problem.ts';
import { getInvoice, listInvoices } from '../../shared/store/invoices.ts';
import type { AdminPorts } from '../ports.ts';
import { may, route } from '../define-route.ts';
import { pageOfLines } from '../invoices/page-of-lines.ts';
import { connectionParameter, dateParameter, flagParameter, textParameter } from '../parameters.ts';
import { exampleIds } from '../views/example-ids.ts';
import {
  invoiceRowView,
  invoiceRowViewSchema,
  invoiceView,
  invoiceViewSchema,
  lineViewSchema,
} from '../views/invoice-view.ts';

const tag = 'Invoices';
const params = z.object({ invoiceId: invoiceIdSchema.meta({ example: exampleIds.invoice }) });

async function requireInvoice({ store }: AdminPorts, company: string, invoiceId: string) {
  const invoice = await getInvoice(store, company, invoiceId);
  if (!invoice) throw notFound(`invoice ${invoiceId}`);
  return invoice;
}

export const invoiceRoutes = [
  route({
    id: 'listInvoices',
    method: 'GET',
    path: '/invoices',
    tag,
    summary: 'List invoices and credit notes, the newest first',
    roles: may.read,
    query: z.object({
      debtorId: debtorIdSchema.optional().meta({
        description: 'Of this debtor and of those merged into it (D-6).',
        example: exampleIds.debtor,
      }),
      accountId: accountIdSchema.optional().meta({
        description: 'Of all debtors linked to this account, one debtor after the other.',
        example: exampleIds.account,
      }),
      from: dateParameter.meta({ description: 'First posting date.', example: '2026-01-01' }),
      to: dateParameter.meta({ description: 'Last posting date.', example: '2026-01-31' }),
      kind: invoiceKindSchema.optional().meta({ example: 'credit-note' }),
      number: textParameter.meta({
        description: 'The exact number, present or former.',
        example: 'RE-2026-0042',
      }),
      paymentState: paymentStateSchema.optional().meta({ example: 'open' }),
      flag: invoiceFlagSchema
        .optional()
        .meta({ description: 'Needs a look (I-3, I-4).', example: 'totals-differ' }),
      deleted: flagParameter.meta({
        description: 'Deleted in the ERP; not listed otherwise.',
        example: 'true',
      }),
      connection: connectionParameter,
    }),
    returns: { page: invoiceRowViewSchema },
    handle: async ({ caller, query: { connection, ...filters }, page }, { store }) => {
      const found = await listInvoices(
        store,
        { company: caller.company, connectionId: connection, ...filters },
        page,
      );
      return { items: found.items.map(invoiceRowView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getInvoice',
    method: 'GET',
    path: '/invoices/{invoiceId}',
    tag,
    summary: 'Get an invoice or credit note: head and totals',
    description: 'Credit notes are negative, whatever the sign in the ERP (I-3).',
    roles: may.read,
    params,
    returns: { json: invoiceViewSchema },
    handle: async ({ caller, params: { invoiceId } }, ports) => {
      const invoice = await requireInvoice(ports, caller.company, invoiceId);
      return { body: invoiceView(invoice), version: invoice.version };
    },
  }),
  route({
    id: 'listInvoiceLines',
    method: 'GET',
    path: '/invoices/{invoiceId}/lines',
    tag,
    summary: 'List the lines of an invoice in their order',
    description:
      'All pages show one version of the document: when it changes in between, the cursor is refused (I-6).',
    roles: may.read,
    params,
    returns: { page: lineViewSchema },
    handle: async ({ caller, params: { invoiceId }, page }, ports) =>
      pageOfLines(ports.store, await requireInvoice(ports, caller.company, invoiceId), page),
  }),
];

import { Command, Option } from 'commander';
import * as z from 'zod';
import { orderStateSchema } from '../../domain/records/order.ts';
import { adminClientFor } from '../admin-client.ts';
import { orderId } from '../arguments.ts';
import { print, table } from '../output.ts';
import { withPaging } from './deliveries.ts';
import { printPage } from './sale-page.ts';

const erpSchema = z.looseObject({ number: z.string().nullish(), externalId: z.string() });
const rowSchema = z.looseObject({
  ...{ orderId: z.string(), orderNumber: z.string(), state: z.string(), orderDate: z.string() },
  ...{ currency: z.string(), totals: z.looseObject({ net: z.string() }), erp: erpSchema.optional() },
  parked: z.looseObject({ reason: z.string() }).optional(),
});
type Row = z.infer<typeof rowSchema>;

const ledgerSchema = z.looseObject({
  ...{ key: z.string(), status: z.string(), attempts: z.number(), changedAt: z.string() },
  reason: z.string().optional(),
  waitUntil: z.string().optional(),
  quietUntil: z.string().optional(),
});
type Ledger = z.infer<typeof ledgerSchema>;
const orderSchema = rowSchema.extend({
  ...{ quoteNumber: z.string(), customerReference: z.string().nullish(), handOverAttempt: z.number() },
  handOver: z.looseObject({ order: ledgerSchema.optional(), debtor: ledgerSchema.optional() }).default({}),
});
type Order = z.infer<typeof orderSchema>;

const listOptionsSchema = z.looseObject({
  ...{ state: z.string().optional(), account: z.string().optional(), number: z.string().optional() },
});
const jsonSchema = z.looseObject({ json: z.boolean().default(false), debtor: z.string().optional() });

/** `orders`: what customers ordered, and how its hand-over stands. */
export const ordersCommand = (): Command =>
  new Command('orders')
    .description('list orders, show one, hand it over, release it after its reason was mended')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(actionCommand('hand-over', 'hand an order over to the ERP; again is no harm'))
    .addCommand(
      actionCommand('release', 'let a parked order go on').option(
        '--debtor <id>',
        'the debtor it goes to, where the account has several',
      ),
    );

const listCommand = (): Command =>
  withPaging(new Command('list').description('list orders by state, those of an account the latest first'))
    .addOption(new Option('--state <state>', 'how it stands').choices([...orderStateSchema.options, 'open']))
    .option('--account <id>', 'of one account')
    .option('--number <number>', 'its number, or our reference in the ERP')
    .action((given: Record<string, unknown>, command: Command) => {
      const { state, account: accountId, number: orderNumber } = listOptionsSchema.parse(given);
      return printPage(command, given, {
        ...{ path: '/orders', filter: { state, accountId, orderNumber }, row: rowSchema },
        head: ['order', 'number', 'state', 'date', 'net', 'in the ERP', 'reason'],
        cells: rowOf,
      });
    });

const rowOf = ({ orderId, orderNumber, state, orderDate, totals, currency, erp, parked }: Row): string[] => [
  ...[orderId, orderNumber, state, orderDate, `${totals.net} ${currency}`],
  ...[erp ? (erp.number ?? erp.externalId) : '', parked?.reason ?? ''],
];

const showCommand = (): Command =>
  new Command('show')
    .description('show an order and how the ledger stands of it')
    .argument('<order>', 'its id', orderId)
    .option('--json', 'print the order as the Admin API gives it')
    .action(async (id: string, given: Record<string, unknown>, command: Command) => {
      const answer = await (await adminClientFor(command)).get(`/orders/${id}`);
      print(jsonSchema.parse(given).json, answer, () => orderLines(orderSchema.parse(answer)));
    });

function orderLines(order: Order): string[] {
  const { handOver, customerReference, erp, parked } = order;
  const states = [handOver.debtor, handOver.order].filter((state) => state !== undefined);
  return [
    `${order.orderNumber} ${order.state}, from ${order.quoteNumber}, ${order.totals.net} ${order.currency} net`,
    ...(customerReference ? [`customer's reference: ${customerReference}`] : []),
    ...(erp ? [`in the ERP: ${erp.number ?? erp.externalId}`] : []),
    ...(parked ? [`parked: ${parked.reason}`] : []),
    '',
    ...table(
      ['hand-over', 'state', 'attempts', 'since', 'until', 'reason'],
      states.map((state) => [
        ...[state.key, state.status, String(state.attempts), state.changedAt],
        ...[certainBy(state) ?? '', state.reason ?? ''],
      ]),
    ),
  ];
}

/** Nobody has to do anything until then: by the end of the quiet time it is known whether it arrived. */
const certainBy = ({ status, quietUntil, waitUntil }: Ledger): string | undefined =>
  status === 'unknown' ? quietUntil : status === 'planned' ? waitUntil : undefined;

const actionCommand = (action: 'hand-over' | 'release', description: string): Command =>
  new Command(action)
    .description(description)
    .argument('<order>', 'its id', orderId)
    .option('--json', 'print the order as the Admin API gives it')
    .action(async (id: string, given: Record<string, unknown>, command: Command) => {
      const { json, debtor } = jsonSchema.parse(given);
      const client = await adminClientFor(command);
      const body = debtor === undefined ? {} : { chosenDebtorId: debtor };
      const answer = await client.post(`/orders/${id}/${action}`, body);
      const { orderNumber, state, handOverAttempt } = orderSchema.parse(answer);
      print(json, answer, () => [`${orderNumber} is ${state}, attempt ${handOverAttempt}`]);
    });

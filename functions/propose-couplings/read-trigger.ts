import * as z from 'zod';
import { accountEventDataSchema } from '../../domain/events/account-event.ts';
import { recordEventDataSchema } from '../../domain/events/record-event.ts';

/** Which record is to be looked at. */
export type CouplingTrigger =
  | { readonly company: string; readonly debtorId: string }
  | { readonly company: string; readonly accountId: string; readonly version: number };

/** An event as the bus puts it into a queue. */
const busEventSchema = z.discriminatedUnion('detail-type', [
  z.object({ 'detail-type': z.literal('DebtorChanged'), detail: z.object({ data: recordEventDataSchema }) }),
  z.object({
    'detail-type': z.literal('AccountChanged'),
    detail: z.object({ data: accountEventDataSchema }),
  }),
]);

export function readTrigger(body: string): CouplingTrigger {
  const event = busEventSchema.parse(JSON.parse(body));
  if (event['detail-type'] === 'AccountChanged') return event.detail.data;
  const { company, recordId } = event.detail.data;
  return { company, debtorId: recordId };
}

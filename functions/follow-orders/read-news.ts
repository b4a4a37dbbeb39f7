import * as z from 'zod';
import { recordEventDataSchema } from '../../domain/events/record-event.ts';

/** The record of the ERP that may tell something of an order of ours. */
export interface OrderNews {
  readonly company: string;
  readonly entity: 'order' | 'invoice';
  readonly recordId: string;
}

/** An event as the bus puts it into a queue. */
const busEventSchema = z.object({
  'detail-type': z.enum(['OrderChanged', 'InvoicePosted', 'InvoiceChanged']),
  detail: z.object({ data: recordEventDataSchema.extend({ entity: z.enum(['order', 'invoice']) }) }),
});

export function readNews(body: string): OrderNews {
  const { company, entity, recordId } = busEventSchema.parse(JSON.parse(body)).detail.data;
  return { company, entity, recordId };
}

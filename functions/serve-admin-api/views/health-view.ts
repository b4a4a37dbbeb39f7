import * as z from 'zod';
import { catchUpRunSchema, connectionProgressSchema } from '../../../domain/records/connection.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';

const depthSchema = z.object({ queue: z.string(), waiting: z.int(), inFlight: z.int() });

const connectionHealthSchema = z.object({
  connectionId: z.string(),
  name: z.string(),
  state: z.enum(['active', 'paused']),
  lastCatchUp: catchUpRunSchema.optional(),
  comparisons: connectionProgressSchema.shape.comparisons,
  webhooksReason: connectionProgressSchema.shape.webhooksReason,
  subscriptionsReason: connectionProgressSchema.shape.subscriptionsReason,
});

export const healthSchema = z
  .object({
    state: z.enum(['good', 'attention']),
    attention: z.array(z.string()).meta({ description: 'What a person should look at, in words.' }),
    queues: z.array(depthSchema),
    deadLetters: z.array(depthSchema),
    parked: z.int(),
    lastDelivery: z
      .object({ deliveryId: z.string(), receivedAt: z.string(), ageSeconds: z.int() })
      .nullable()
      .meta({ description: 'Of the last 31 days.' }),
    connections: z.array(connectionHealthSchema),
  })
  .meta({
    id: 'Health',
    example: {
      state: 'attention',
      attention: ['Parked deliveries that wait for a person: 3.'],
      queues: [{ queue: 'invoices', waiting: 0, inFlight: 2 }],
      deadLetters: [{ queue: 'invoices-dead-letters', waiting: 0, inFlight: 0 }],
      parked: 3,
      lastDelivery: { deliveryId: exampleIds.delivery, receivedAt: exampleInstant, ageSeconds: 12 },
      connections: [{ connectionId: exampleIds.connection, name: 'ACME Business Central', state: 'active' }],
    },
  });
export type Health = z.input<typeof healthSchema>;

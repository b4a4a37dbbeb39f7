import * as z from 'zod';

/** The part of an input that names the queue. */
export const queueUrlSchema = z.object({ QueueUrl: z.string() });

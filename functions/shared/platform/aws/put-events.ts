import * as z from 'zod';
import { awsCall } from './call.ts';

/** An event as the bus takes it; `Time` in seconds since 1970. */
export interface EventEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: number;
  readonly Detail: string;
}

/** Answers in the order of the entries which of them were not taken: each may fail alone. */
export type PutEvents = (entries: readonly EventEntry[]) => Promise<boolean[]>;

const answerSchema = z.object({ Entries: z.array(z.object({ ErrorCode: z.string().optional() })) });

export function eventPutter(): PutEvents {
  const call = awsCall('events');
  return async (Entries) => {
    const answer = answerSchema.parse(await call('PutEvents', { Entries }));
    return answer.Entries.map(({ ErrorCode }) => ErrorCode !== undefined);
  };
}

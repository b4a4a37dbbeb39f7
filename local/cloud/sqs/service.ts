import type { Clock } from '../clock.ts';
import { openJournal, type Journal } from '../storage/journal.ts';
import { Arrivals } from './arrivals.ts';
import { openMessageStore, type MessageStore } from './message-store.ts';
import { openQueueRegistry, type QueueRegistry } from './queue.ts';
import { SCHEMA } from './schema.ts';

/** What every action works on. */
export interface Sqs {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly queues: QueueRegistry;
  readonly messages: MessageStore;
  readonly arrivals: Arrivals;
  readonly closing: AbortSignal;
  urlOf(name: string): string;
}

export interface OpenedSqs extends Omit<Sqs, 'urlOf'> {
  close(): void;
}

export async function openSqs(folder: string | undefined, clock: Clock): Promise<OpenedSqs> {
  const journal = openJournal({ folder, name: 'sqs', schema: SCHEMA });
  const messages = openMessageStore(journal);
  const arrivals = new Arrivals(clock);
  const closing = new AbortController();
  await journal.write(() => messages.releaseAll(clock.now()));

  return {
    clock,
    journal,
    messages,
    arrivals,
    closing: closing.signal,
    queues: openQueueRegistry(journal, () => clock.now()),
    close: () => {
      closing.abort(new Error('The embedded SQS is closing.'));
      arrivals.close();
      journal.close();
    },
  };
}

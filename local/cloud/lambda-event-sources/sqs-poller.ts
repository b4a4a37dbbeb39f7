import type { Chaos } from '../chaos.ts';
import type { Clock } from '../clock.ts';
import type { Outcome } from '../lambda/outcome.ts';
import type { ReceivedMessage, SqsDirect } from '../sqs/index.ts';
import { completed } from './batch-result.ts';
import { Slots } from './slots.ts';
import { sqsEvent } from './sqs-event.ts';

export interface EventSourceSpec {
  readonly queueArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly batchWindowMs: number;
  readonly reportsFailures: boolean;
  /** Batches in flight at the same time. */
  readonly concurrency: number;
}

export interface PollerPorts {
  readonly clock: Clock;
  readonly sqs: Pick<SqsDirect, 'receiveDirect' | 'deleteDirect'>;
  readonly chaos: Chaos;
  invoke(functionArn: string, event: unknown): Promise<Outcome>;
  /** FilterCriteria; a message that does not pass is deleted unseen. */
  accepts(body: string): boolean;
}

/** How long one receive waits; arrivals end it early. */
const WAIT_SECONDS = 20;

/**
 * Feeds a function from a queue. What the function does not complete stays in the queue and comes back
 * after its visibility timeout; the queue's redrive policy ends that.
 */
export class SqsPoller {
  readonly #spec: EventSourceSpec;
  readonly #ports: PollerPorts;
  readonly #slots: Slots;
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(spec: EventSourceSpec, ports: PollerPorts) {
    this.#spec = spec;
    this.#ports = ports;
    this.#slots = new Slots(spec.concurrency);
  }

  get queueArn(): string {
    return this.#spec.queueArn;
  }

  start(): void {
    this.#running = this.#poll();
  }

  /** Stops receiving and waits for the batches in flight. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The event source is closing.'));
    await this.#running;
    await this.#slots.allFree();
  }

  async #poll(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#slots.take();
      const batch = await this.#receive();
      if (batch.length === 0) this.#slots.release();
      else void this.#work(batch).finally(() => this.#slots.release());
    }
  }

  async #receive(): Promise<ReceivedMessage[]> {
    const batch = await this.#receiveUpTo(this.#spec.batchSize, WAIT_SECONDS * 1000);
    const until = this.#ports.clock.now() + this.#spec.batchWindowMs;
    while (batch.length > 0 && batch.length < this.#spec.batchSize && this.#ports.clock.now() < until) {
      const more = await this.#receiveUpTo(
        this.#spec.batchSize - batch.length,
        until - this.#ports.clock.now(),
      );
      batch.push(...more);
      if (this.#closing.signal.aborted) break;
    }
    return batch;
  }

  async #receiveUpTo(max: number, waitMs: number): Promise<ReceivedMessage[]> {
    const { signal } = this.#closing;
    if (signal.aborted) return [];
    return this.#ports.sqs.receiveDirect(this.#spec.queueArn, max, { waitSeconds: waitMs / 1000, signal });
  }

  async #work(batch: readonly ReceivedMessage[]): Promise<void> {
    const wanted = batch.filter(({ Body }) => this.#ports.accepts(Body));
    if (wanted.length < batch.length)
      await this.#delete(batch.filter((message) => !wanted.includes(message)));
    const { delayMs, deliveries } = this.#ports.chaos(wanted);
    if (delayMs > 0) await this.#ports.clock.sleepUntil(this.#ports.clock.now() + delayMs);
    await Promise.all(deliveries.map((delivery) => this.#deliver(delivery)));
  }

  async #deliver(batch: readonly ReceivedMessage[]): Promise<void> {
    const { functionArn, queueArn, reportsFailures } = this.#spec;
    const outcome = await this.#ports.invoke(functionArn, sqsEvent(queueArn, batch));
    await this.#delete(completed(batch, outcome, reportsFailures));
  }

  async #delete(messages: readonly ReceivedMessage[]): Promise<void> {
    if (messages.length > 0)
      await this.#ports.sqs.deleteDirect(messages.map(({ ReceiptHandle }) => ReceiptHandle));
  }
}

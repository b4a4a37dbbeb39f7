import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
  RedriveExecutionCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  type ExecutionListItem,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { Row } from './erp-side.ts';

const MACHINE = /HandOverOrder/;
const inputSchema = z.object({ until: z.iso.datetime({ offset: true }) });

/** The runs of hand-over-order, through the SDK's own client. */
export class HandOverRuns {
  readonly #client: SFNClient;
  #machine: string | undefined;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.#client = new SFNClient({ endpoint, region: 'eu-central-1', credentials });
  }

  /**
   * The earliest moment that a run waits for; undefined while one of them works or none runs. Time must not be put forward while one works: its
   * function lives in the time it began at, as no machine's clock in the world would.
   */
  async waitUntil(): Promise<number | undefined> {
    const running = await this.running();
    const moments = await Promise.all(running.map((arn) => this.#waitsUntil(arn)));
    const known = moments.filter((moment) => moment !== undefined);
    return known.length > 0 && known.length === moments.length ? Math.min(...known) : undefined;
  }

  /** How many runs there were of an order. */
  async of({ orderId }: Row): Promise<number> {
    const runs = await this.#list({});
    return runs.filter(({ name = '' }) => name.startsWith(String(orderId))).length;
  }

  async running(): Promise<string[]> {
    const runs = await this.#list({ statusFilter: 'RUNNING' });
    return runs.flatMap(({ executionArn }) => executionArn ?? []);
  }

  /** Ends a run that waits, as an operator may; what it had begun is nobody's then. */
  async stop(order: Row): Promise<void> {
    const runs = await this.#list({ statusFilter: 'RUNNING' });
    const its = runs.filter(({ name = '' }) => name.startsWith(String(order['orderId'])));
    for (const { executionArn } of its) await this.#client.send(new StopExecutionCommand({ executionArn }));
  }

  /** As the Admin API started it, under the same name. */
  async startAgain({ orderId, handOverAttempt, company = 'demo' }: Row): Promise<void> {
    const input = JSON.stringify({ company, orderId, attempt: handOverAttempt || 1 });
    const named = { stateMachineArn: await this.#arn(), input };
    await this.#client.send(new StartExecutionCommand({ ...named, name: `${String(orderId)}-again` }));
  }

  /** Lets the first run of an order go on where it was stopped. */
  async redrive({ orderId }: Row): Promise<void> {
    const runs = await this.#list({});
    const executionArn = runs.find(({ name }) => name === `${String(orderId)}-1`)?.executionArn;
    await this.#client.send(new RedriveExecutionCommand({ executionArn }));
  }

  close(): void {
    this.#client.destroy();
  }

  async #list(filter: { readonly statusFilter?: 'RUNNING' }): Promise<ExecutionListItem[]> {
    const stateMachineArn = await this.#arn();
    const command = new ListExecutionsCommand({ stateMachineArn, maxResults: 1000, ...filter });
    const { executions = [] } = await this.#client.send(command);
    return executions;
  }

  async #waitsUntil(executionArn: string): Promise<number | undefined> {
    const newest = { executionArn, reverseOrder: true, maxResults: 1 };
    const { events = [] } = await this.#client.send(new GetExecutionHistoryCommand(newest));
    const [event] = events;
    if (event?.type !== 'WaitStateEntered') return undefined;
    return Date.parse(inputSchema.parse(JSON.parse(event.stateEnteredEventDetails?.input ?? '')).until);
  }

  async #arn(): Promise<string> {
    if (this.#machine !== undefined) return this.#machine;
    const { stateMachines = [] } = await this.#client.send(new ListStateMachinesCommand({}));
    const found = stateMachines.find(({ name = '' }) => MACHINE.test(name))?.stateMachineArn;
    if (found === undefined) throw new Error('There is no state machine that hands orders over.');
    return (this.#machine = found);
  }
}

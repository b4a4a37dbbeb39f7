import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';

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

  async running(): Promise<string[]> {
    const stateMachineArn = await this.#arn();
    const command = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 1000 });
    const { executions = [] } = await this.#client.send(command);
    return executions.flatMap(({ executionArn }) => executionArn ?? []);
  }

  close(): void {
    this.#client.destroy();
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

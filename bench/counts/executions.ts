import {
  GetExecutionHistoryCommand,
  ListStateMachinesCommand,
  paginateListExecutions,
  SFNClient,
  type ExecutionListItem,
} from '@aws-sdk/client-sfn';
import type { RunningCloud } from '../../local/cloud/index.ts';

/** The executions of one state machine; looking at them calls no function. */
export class Executions {
  readonly #client: SFNClient;
  readonly #stateMachineArn: string;

  private constructor(client: SFNClient, stateMachineArn: string) {
    this.#client = client;
    this.#stateMachineArn = stateMachineArn;
  }

  /** `machine` is a part of its name. */
  static async of({ services }: RunningCloud, machine: string): Promise<Executions> {
    const client = new SFNClient({
      region: 'eu-central-1',
      endpoint: services.endpoints.sfn,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    });
    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
    const arn = stateMachines.find(({ name = '' }) => name.includes(machine))?.stateMachineArn;
    if (arn === undefined) throw new Error(`There is no state machine ${machine}.`);
    return new Executions(client, arn);
  }

  async running(): Promise<number> {
    return (await this.#list({ statusFilter: 'RUNNING' })).length;
  }

  /** States that all of them entered so far: what Step Functions bills. */
  async enteredStates(): Promise<number> {
    let count = 0;
    for (const { executionArn } of await this.#list({})) {
      const command = new GetExecutionHistoryCommand({ executionArn, maxResults: 1_000 });
      const { events = [] } = await this.#client.send(command);
      count += events.filter(({ type }) => type?.endsWith('StateEntered')).length;
    }
    return count;
  }

  close(): void {
    this.#client.destroy();
  }

  async #list(filter: { readonly statusFilter?: 'RUNNING' }): Promise<ExecutionListItem[]> {
    const found: ExecutionListItem[] = [];
    const query = { stateMachineArn: this.#stateMachineArn, ...filter };
    for await (const { executions = [] } of paginateListExecutions({ client: this.#client }, query))
      found.push(...executions);
    return found;
  }
}

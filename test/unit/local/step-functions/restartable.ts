import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SFN } from '@aws-sdk/client-sfn';
import { type ManualClock, manualClock } from '../../../../local/cloud/clock.ts';
import {
  type RunningStepFunctions,
  startStepFunctions,
  type TaskCall,
} from '../../../../local/cloud/step-functions/index.ts';
import { clientOf } from './client.ts';
import { single } from './machines.ts';

export const START = Date.UTC(2026, 5, 1, 8);

/** What never answers, so that a restart finds the call in flight. */
export const never = new Promise<never>(() => undefined);

/** A service on disk that can be restarted, and the calls its tasks made. */
export class Restartable {
  readonly clock: ManualClock = manualClock(START);
  readonly calls: TaskCall[] = [];
  /** What the task port answers, by the number of the call. */
  answer: (call: TaskCall, number: number) => unknown = () => ({ Payload: 'done' });
  readonly #folder: string;
  #running: { readonly service: RunningStepFunctions; readonly client: SFN };

  private constructor(folder: string, running: { service: RunningStepFunctions; client: SFN }) {
    this.#folder = folder;
    this.#running = running;
  }

  static async boot(): Promise<Restartable> {
    const folder = await mkdtemp(join(tmpdir(), 'step-functions-'));
    const nothing = await startStepFunctions({ folder, tasks: () => never });
    const world = new Restartable(folder, { service: nothing, client: clientOf(nothing) });
    await world.restart();
    return world;
  }

  get client(): SFN {
    return this.#running.client;
  }

  /** Closes the service and starts it again on the same data; returns how many executions it took up. */
  async restart(): Promise<number> {
    await this.#stop();
    const service = await startStepFunctions({
      clock: this.clock,
      folder: this.#folder,
      tasks: (call) => Promise.resolve(this.answer(call, this.calls.push(call))),
    });
    this.#running = { service, client: clientOf(service) };
    return service.resume();
  }

  /** Starts an execution of the definition and returns its ARN. */
  async start(definition: object, input: unknown = {}): Promise<string> {
    const { service } = this.#running;
    const machineArn = await service.putStateMachine({
      name: 'machine',
      definition: JSON.stringify(definition),
    });
    return service.startExecution({ machineArn, input: JSON.stringify(input) });
  }

  /** Lets the engine go on until it has made so many calls. */
  async called(times: number): Promise<void> {
    for (let turns = 0; this.calls.length < times && turns < 1000; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (this.calls.length !== times) throw new Error(`${this.calls.length} calls instead of ${times}.`);
  }

  async close(): Promise<void> {
    await this.#stop();
    await rm(this.#folder, { recursive: true });
  }

  #stop(): Promise<void> {
    this.#running.client.destroy();
    return this.#running.service.close();
  }
}

/** A machine that sends a task token to a queue and waits for whoever got it. */
export function waitingForToken(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return single({
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: { QueueUrl: 'queue', MessageBody: '{% $states.context.Task.Token %}' },
    ...rest,
  });
}

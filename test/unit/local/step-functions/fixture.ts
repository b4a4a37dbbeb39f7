import type { SFN } from '@aws-sdk/client-sfn';
import { type ManualClock, manualClock } from '../../../../local/cloud/clock.ts';
import {
  type RunningStepFunctions,
  startStepFunctions,
  type TaskPort,
} from '../../../../local/cloud/step-functions/index.ts';
import { clientOf } from './client.ts';

export const START = Date.UTC(2026, 5, 1, 8);

/** A service in memory with its client; `tasks` may be replaced while it runs. */
export interface Fixture {
  readonly clock: ManualClock;
  readonly service: RunningStepFunctions;
  readonly client: SFN;
  tasks: TaskPort;
  readonly put: (definition: object, type?: 'STANDARD' | 'EXPRESS') => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function startFixture(): Promise<Fixture> {
  const clock = manualClock(START);
  const service = await startStepFunctions({ clock, tasks: (call) => fixture.tasks(call) });
  const client = clientOf(service);
  const fixture: Fixture = {
    clock,
    service,
    client,
    tasks: () => Promise.resolve({ Payload: 'done' }),
    put: (definition, type = 'STANDARD') =>
      service.putStateMachine({ name: 'machine', definition: JSON.stringify(definition), type }),
    close: () => {
      client.destroy();
      return service.close();
    },
  };
  return fixture;
}

import type { SFN } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../../local/cloud/clock.ts';
import {
  type RunningStepFunctions,
  startStepFunctions,
} from '../../../../local/cloud/step-functions/index.ts';
import { clientOf, ended } from './client.ts';
import { machine, pass, single } from './machines.ts';

const clock = manualClock(Date.UTC(2026, 5, 1));
let service: RunningStepFunctions;
let client: SFN;

beforeEach(async () => {
  service = await startStepFunctions({
    clock,
    tasks: () => Promise.reject(new Error('no task is called here')),
  });
  client = clientOf(service);
});

afterEach(async () => {
  client.destroy();
  await service.close();
});

async function parentOf(child: object, pattern: string, rest: Record<string, unknown> = {}): Promise<string> {
  const childArn = await service.putStateMachine({ name: 'child', definition: JSON.stringify(child) });
  const starting = single({
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution${pattern}`,
    Arguments: { StateMachineArn: childArn, Name: 'run', Input: '{% $states.input %}' },
    ...rest,
  });
  const machineArn = await service.putStateMachine({ name: 'parent', definition: JSON.stringify(starting) });
  return service.startExecution({ machineArn, input: '{"a":1}' });
}

const childRun = 'arn:aws:states:eu-central-1:000000000000:execution:child:run';

describe('states:startExecution', () => {
  it('goes on as soon as the child has started', async () => {
    const parent = await parentOf(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }), '');

    expect(JSON.parse((await ended(client, parent)).output ?? '')).toMatchObject({ ExecutionArn: childRun });
    expect((await client.describeExecution({ executionArn: childRun })).status).toBe('RUNNING');
  });

  it('with .sync:2 waits for the child and gives its output as JSON', async () => {
    const parent = await parentOf(single(pass({ Output: { b: '{% $states.input.a + 1 %}' } })), '.sync:2', {
      Output: '{% $states.result.Output.b %}',
    });

    expect(await ended(client, parent)).toMatchObject({ status: 'SUCCEEDED', output: '2' });
  });

  it('with .sync gives the output as text', async () => {
    const parent = await parentOf(single(pass()), '.sync', { Output: '{% $states.result.Output %}' });

    expect(JSON.parse((await ended(client, parent)).output ?? '')).toBe('{"a":1}');
  });

  it('fails the Task when the child fails, and tells how', async () => {
    const parent = await parentOf(machine({ Stop: { Type: 'Fail', Error: 'Bad', Cause: 'why' } }), '.sync:2');

    const { error, cause = '' } = await ended(client, parent);

    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause)).toMatchObject({ Status: 'FAILED', Error: 'Bad', Cause: 'why' });
  });

  it('stops the child when the parent is stopped', async () => {
    const parent = await parentOf(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }), '.sync:2');
    await expect
      .poll(() =>
        client.describeExecution({ executionArn: childRun }).then(
          ({ status }) => status,
          () => 'NONE',
        ),
      )
      .toBe('RUNNING');

    await client.stopExecution({ executionArn: parent });

    expect((await ended(client, childRun)).status).toBe('ABORTED');
  });

  it('reports a name that was used before', async () => {
    const first = await parentOf(single(pass()), '.sync:2');
    await ended(client, first);
    const second = await parentOf(single(pass()), '.sync:2');

    expect((await ended(client, second)).error).toBe('StepFunctions.ExecutionAlreadyExistsException');
  });
});

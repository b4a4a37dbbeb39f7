import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './fixture.ts';
import { invoke, machine, pass, single } from './machines.ts';

let fixture: Fixture;
let client: Fixture['client'];
let put: Fixture['put'];

beforeEach(async () => {
  fixture = await startFixture();
  ({ client, put } = fixture);
});

afterEach(() => fixture.close());

describe('express executions', () => {
  it('answer the request that started them', async () => {
    const stateMachineArn = await put(single(invoke({ Output: '{% $states.result.Payload %}' })), 'EXPRESS');

    expect(await client.startSyncExecution({ stateMachineArn, input: '{}' })).toMatchObject({
      status: 'SUCCEEDED',
      output: '"done"',
    });
  });

  it('answer with the failure, too', async () => {
    const stateMachineArn = await put(
      machine({ Stop: { Type: 'Fail', Error: 'Bad', Cause: 'why' } }),
      'EXPRESS',
    );

    expect(await client.startSyncExecution({ stateMachineArn })).toMatchObject({
      status: 'FAILED',
      error: 'Bad',
      cause: 'why',
    });
  });

  it('are the only ones that run so', async () => {
    const stateMachineArn = await put(single(pass()));

    await expect(client.startSyncExecution({ stateMachineArn })).rejects.toMatchObject({
      name: 'StateMachineTypeNotSupported',
    });
  });

  it('cannot wait for work elsewhere', async () => {
    const waiting = single(invoke({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken' }));

    await expect(put(waiting, 'EXPRESS')).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('may share a name', async () => {
    const stateMachineArn = await put(single(pass()), 'EXPRESS');
    const first = await client.startExecution({ stateMachineArn, name: 'n' });
    const second = await client.startExecution({ stateMachineArn, name: 'n' });

    expect(second.executionArn).not.toBe(first.executionArn);
  });
});

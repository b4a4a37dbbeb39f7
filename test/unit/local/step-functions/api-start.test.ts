import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { type Fixture, startFixture, START } from './fixture.ts';
import { machine, pass, single } from './machines.ts';

let fixture: Fixture;
let client: Fixture['client'];
let clock: Fixture['clock'];
let put: Fixture['put'];

beforeEach(async () => {
  fixture = await startFixture();
  ({ client, clock, put } = fixture);
});

afterEach(() => fixture.close());

describe('a start', () => {
  it('are one when name and input are the same and the first still runs', async () => {
    const stateMachineArn = await put(machine({ Rest: { Type: 'Wait', Seconds: 60, End: true } }));
    const request = { stateMachineArn, name: 'order-1', input: '{"a":1}' };
    const first = await client.startExecution(request);

    expect((await client.startExecution(request)).executionArn).toBe(first.executionArn);
    await expect(client.startExecution({ ...request, input: '{"a":2}' })).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await clock.advanceTo(START + 60_000);
    await ended(client, first.executionArn);
    await expect(client.startExecution(request)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it.each(['with blank', 'a/b', 'a:b', 'x'.repeat(81), ''])('may not be named %j', async (name) => {
    const stateMachineArn = await put(single(pass()));

    await expect(client.startExecution({ stateMachineArn, name })).rejects.toMatchObject({
      name: 'InvalidName',
    });
  });

  it('need an input that is JSON and at most 256 KiB', async () => {
    const stateMachineArn = await put(single(pass()));

    for (const input of ['{', `"${'x'.repeat(262_143)}"`]) {
      await expect(client.startExecution({ stateMachineArn, input })).rejects.toMatchObject({
        name: 'InvalidExecutionInput',
      });
    }
  });

  it('of unknown machines and unknown executions are named as AWS does', async () => {
    const arn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:none';

    await expect(client.startExecution({ stateMachineArn: arn })).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    await expect(client.startExecution({ stateMachineArn: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidArn',
    });
    await expect(
      client.describeExecution({ executionArn: arn.replace('stateMachine', 'execution') + ':x' }),
    ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
  });
});

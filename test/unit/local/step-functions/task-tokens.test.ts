import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { START, waitingForToken, Restartable } from './restartable.ts';

let world: Restartable;

beforeEach(async () => {
  world = await Restartable.boot();
});

afterEach(() => world.close());

describe('task tokens', () => {
  it('take a failure with its name and cause', async () => {
    const executionArn = await world.start(waitingForToken());
    await world.called(1);
    await world.client.sendTaskFailure({
      taskToken: world.calls[0]?.taskToken,
      error: 'Refused',
      cause: 'because',
    });

    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Refused',
      cause: 'because',
    });
  });

  it('are answered once', async () => {
    const executionArn = await world.start(waitingForToken());
    await world.called(1);
    const taskToken = world.calls[0]?.taskToken;
    await world.client.sendTaskSuccess({ taskToken, output: '1' });
    await ended(world.client, executionArn);

    await expect(world.client.sendTaskSuccess({ taskToken, output: '2' })).rejects.toMatchObject({
      name: 'TaskTimedOut',
    });
    await expect(world.client.sendTaskSuccess({ taskToken: 'made up', output: '2' })).rejects.toMatchObject({
      name: 'InvalidToken',
    });
  });

  it('want a sign of life within HeartbeatSeconds', async () => {
    const executionArn = await world.start(waitingForToken({ HeartbeatSeconds: 30 }));
    await world.called(1);
    await world.clock.advanceTo(START + 20_000);
    await world.client.sendTaskHeartbeat({ taskToken: world.calls[0]?.taskToken });
    await world.clock.advanceTo(START + 49_999);
    expect((await world.client.describeExecution({ executionArn })).status).toBe('RUNNING');
    await world.clock.advanceTo(START + 50_000);

    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  });

  it('expire after TimeoutSeconds, heartbeats or not', async () => {
    const executionArn = await world.start(waitingForToken({ TimeoutSeconds: 30, HeartbeatSeconds: 25 }));
    await world.called(1);
    await world.clock.advanceTo(START + 20_000);
    await world.client.sendTaskHeartbeat({ taskToken: world.calls[0]?.taskToken });
    await world.clock.advanceTo(START + 30_000);

    expect(await ended(world.client, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  });
});

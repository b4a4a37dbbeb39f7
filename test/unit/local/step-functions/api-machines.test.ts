import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ended } from './client.ts';
import { type Fixture, startFixture, START } from './fixture.ts';
import { invoke, machine, pass, single } from './machines.ts';

let fixture: Fixture;
let client: Fixture['client'];
let clock: Fixture['clock'];
let put: Fixture['put'];

beforeEach(async () => {
  fixture = await startFixture();
  ({ client, clock, put } = fixture);
});

afterEach(() => fixture.close());

describe('state machines', () => {
  it('are created, described and listed', async () => {
    const definition = JSON.stringify(single(pass()));
    const { stateMachineArn } = await client.createStateMachine({
      name: 'm',
      definition,
      roleArn: 'arn:aws:iam::1:role/r',
    });

    expect(await client.describeStateMachine({ stateMachineArn })).toMatchObject({
      name: 'm',
      definition,
      type: 'STANDARD',
      status: 'ACTIVE',
    });
    expect((await client.listStateMachines({})).stateMachines).toMatchObject([
      { stateMachineArn, name: 'm' },
    ]);
  });

  it('may be created again with the same definition only', async () => {
    const request = {
      name: 'm',
      definition: JSON.stringify(single(pass())),
      roleArn: 'arn:aws:iam::1:role/r',
    };
    const first = await client.createStateMachine(request);

    expect((await client.createStateMachine(request)).stateMachineArn).toBe(first.stateMachineArn);
    await expect(
      client.createStateMachine({ ...request, definition: JSON.stringify(single({ Type: 'Succeed' })) }),
    ).rejects.toMatchObject({ name: 'StateMachineAlreadyExists' });
  });

  it.each([
    ['JSONPath machines', { ...single(pass()), QueryLanguage: 'JSONPath' }],
    ['fields of JSONPath', single(pass({ ResultPath: '$.x' }))],
    ['transitions to nowhere', machine({ A: pass({ Next: 'B' }) })],
    ['states nothing leads to', machine({ A: pass({ End: true }), B: pass({ End: true }) })],
    ['names read from the empty context', single(pass({ Output: '{% phone %}' }))],
    ['$$', single(pass({ Output: '{% $$.x %}' }))],
    ['operators of JSONata 2.1', single(pass({ Output: '{% $states.input.a ?? 1 %}' }))],
    ['$states.errorOutput outside a Catch', single(pass({ Output: '{% $states.errorOutput %}' }))],
    ['text around an expression', single(pass({ Output: 'Hello {% $states.input.name %}' }))],
    ['activities', single(invoke({ Resource: 'arn:aws:states:eu-central-1:000000000000:activity:a' }))],
    [
      'States.ALL before other catchers',
      single(
        invoke({
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'Only' },
            { ErrorEquals: ['X'], Next: 'Only' },
          ],
        }),
      ),
    ],
    ['no state that ends', machine({ A: pass({ Next: 'B' }), B: pass({ Next: 'A' }) })],
    ['Next and End at once', machine({ A: pass({ Next: 'B', End: true }), B: pass({ End: true }) })],
  ])('with %s are refused', async (_, definition) => {
    await expect(put(definition)).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  it('may not assign a variable of an outer scope again', async () => {
    const inner = { StartAt: 'B', States: { B: pass({ Assign: { x: 2 }, End: true }) } };
    const definition = machine({
      A: pass({ Assign: { x: 1 }, Next: 'P' }),
      P: { Type: 'Parallel', Branches: [inner], End: true },
    });

    await expect(put(definition)).rejects.toThrow("The variable 'x' belongs to an outer scope.");
  });

  it('keep running executions on the definition they started with', async () => {
    const rest = (Output: string) => machine({ Rest: { Type: 'Wait', Seconds: 60, Output, End: true } });
    const stateMachineArn = await put(rest('old'));
    const { executionArn } = await client.startExecution({ stateMachineArn });

    await put(rest('new'));
    await clock.advanceTo(START + 60_000);

    expect(await ended(client, executionArn)).toMatchObject({ output: '"old"' });
  });
});

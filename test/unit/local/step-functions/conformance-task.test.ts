import { describe, expect, it } from 'vitest';
import { runStateMachine } from '../../../../local/cloud/step-functions/run-state-machine.ts';
import { invoke, machine, named, pass, single } from './machines.ts';

describe('Task', () => {
  it('gives what lambda:invoke answers as the result', async () => {
    const definition = single(invoke({ Output: '{% $states.result.Payload.v %}' }));
    const tasks = {
      Only: ({ Payload }: { Payload: { a: number } }) => ({ StatusCode: 200, Payload: { v: Payload.a + 1 } }),
    };

    expect((await runStateMachine(definition, { a: 1 }, { tasks })).output).toBe(2);
  });

  it('calls a function by its ARN with the arguments as they are', async () => {
    const definition = single({
      Type: 'Task',
      Resource: 'arn:aws:lambda:eu-central-1:000000000000:function:work',
      Arguments: { q: '{% $states.input.a %}' },
    });

    const result = await runStateMachine(
      definition,
      { a: 1 },
      { tasks: { Only: (got: object) => ({ got }) } },
    );

    expect(result.output).toEqual({ got: { q: 1 } });
  });

  it('retries, then follows the first catcher that names the error', async () => {
    let calls = 0;
    const definition = machine({
      Try: invoke({
        Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 0.05, MaxAttempts: 1 }],
        Catch: [
          { ErrorEquals: ['Other'], Next: 'Handle' },
          {
            ErrorEquals: ['States.ALL'],
            Assign: { error: '{% $states.errorOutput.Error %}' },
            Output: '{% $states.errorOutput %}',
            Next: 'Handle',
          },
        ],
        End: true,
      }),
      Handle: pass({ Output: { error: '{% $error %}', cause: '{% $states.input.Cause %}' }, End: true }),
    });
    const tasks = {
      Try: () => {
        calls += 1;
        throw named('Boom', 'x');
      },
    };

    const result = await runStateMachine(definition, {}, { tasks });

    expect({ calls, output: result.output }).toEqual({ calls: 2, output: { error: 'Boom', cause: 'x' } });
  });

  it('fails with States.Timeout when a task takes longer than its TimeoutSeconds', async () => {
    const definition = machine({
      Slow: invoke({
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Handle' }],
        End: true,
      }),
      Handle: pass({ Output: '{% $states.input.Error %}', End: true }),
    });

    const result = await runStateMachine(
      definition,
      {},
      { tasks: { Slow: () => new Promise(() => undefined) } },
    );

    expect(result.output).toBe('States.Timeout');
  });

  it('waits for whoever got the task token', async () => {
    const definition = single({
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: { QueueUrl: 'queue', MessageBody: { token: '{% $states.context.Task.Token %}', x: 1 } },
      Output: '{% $states.result.answer %}',
    });

    const result = await runStateMachine(
      definition,
      {},
      {
        tasks: {
          Only: ({ MessageBody }: { MessageBody: { token: string } }, { tokens }) => {
            setImmediate(() => void tokens.succeed(MessageBody.token, { answer: 42 }));
          },
        },
      },
    );

    expect(result.output).toBe(42);
  });

  it('gives the answer of events:putEvents as the result', async () => {
    const definition = single({
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Arguments: {
        Entries: [
          { Source: 's', DetailType: 'd', Detail: { a: '{% $states.input.id %}' }, EventBusName: 'b' },
        ],
      },
      Output: '{% $states.result.FailedEntryCount %}',
    });
    const tasks = { Only: () => ({ FailedEntryCount: 0, Entries: [{}] }) };

    expect((await runStateMachine(definition, { id: 'a' }, { tasks })).output).toBe(0);
  });

  it('gives the answer of an aws-sdk call as the result', async () => {
    const definition = single({
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sqs:sendMessage',
      Arguments: { QueueUrl: 'queue', MessageBody: '{% $string($states.input) %}' },
      Output: '{% $states.result.MessageId %}',
    });

    const result = await runStateMachine(
      definition,
      { id: 'a' },
      { tasks: { Only: () => ({ MessageId: 'm1' }) } },
    );

    expect(result.output).toBe('m1');
  });
});

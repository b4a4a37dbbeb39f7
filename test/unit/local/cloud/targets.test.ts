import { describe, expect, it, vi } from 'vitest';
import { handOver } from '../../../../local/cloud/targets.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-central-1:000000000000:${name}`;

function ports(outcome: object = { ok: true, requestId: 'r', payload: 'null' }) {
  return {
    lambda: { invoke: vi.fn().mockResolvedValue(outcome) },
    sqs: { sendDirect: vi.fn().mockResolvedValue(undefined) },
    startExecution: vi.fn().mockResolvedValue('arn'),
  };
}

describe('a rule or schedule hands its payload', () => {
  it('to a queue as a message', async () => {
    const given = ports();
    await handOver(given, arn('sqs', 'work'), '{"a":1}');

    expect(given.sqs.sendDirect).toHaveBeenCalledExactlyOnceWith(arn('sqs', 'work'), '{"a":1}');
  });

  it('to a function as its event', async () => {
    const given = ports();
    await handOver(given, arn('lambda', 'function:f'), '{"a":1}');

    expect(given.lambda.invoke).toHaveBeenCalledExactlyOnceWith(arn('lambda', 'function:f'), {
      eventText: '{"a":1}',
    });
  });

  it('to a state machine as the input of an execution', async () => {
    const given = ports();
    await handOver(given, arn('states', 'stateMachine:m'), '{"a":1}');

    expect(given.startExecution).toHaveBeenCalledExactlyOnceWith(arn('states', 'stateMachine:m'), '{"a":1}');
  });

  it('and learns that a function failed, so that it tries again', async () => {
    const failed = {
      ok: false,
      requestId: 'r',
      error: { errorType: 'ErpUnavailableError', errorMessage: 'down' },
    };

    await expect(handOver(ports(failed), arn('lambda', 'function:f'), '{}')).rejects.toMatchObject({
      name: 'ErpUnavailableError',
    });
  });

  it('to nothing else', async () => {
    await expect(handOver(ports(), arn('kinesis', 'stream/s'), '{}')).rejects.toThrow('kinesis');
  });
});

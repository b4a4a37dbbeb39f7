import type { LambdaRuntime } from './lambda/index.ts';
import { resultOf } from './lambda/outcome.ts';
import type { SqsDirect } from './sqs/index.ts';

export interface TargetPorts {
  readonly lambda: Pick<LambdaRuntime, 'invoke'>;
  readonly sqs: Pick<SqsDirect, 'sendDirect'>;
  readonly startExecution: (machineArn: string, input: string) => Promise<unknown>;
}

/** Hands a payload (JSON text) to what a rule or a schedule points at; resolves when it has taken it. */
export async function handOver(ports: TargetPorts, targetArn: string, payload: string): Promise<void> {
  const service = targetArn.split(':')[2];
  switch (service) {
    case 'lambda':
      resultOf(targetArn, await ports.lambda.invoke(targetArn, { eventText: payload }));
      break;
    case 'sqs':
      await ports.sqs.sendDirect(targetArn, payload);
      break;
    case 'states':
      await ports.startExecution(targetArn, payload);
      break;
    default:
      throw new Error(
        `The embedded cloud delivers to queues, functions and state machines, not to ${targetArn}.`,
      );
  }
}

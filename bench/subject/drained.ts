import { setTimeout as pause } from 'node:timers/promises';
import type { RunningCloud } from '../../local/cloud/index.ts';

const GIVE_UP_MS = 300_000;

/** Resolves when nothing waits or is worked on in the queues of deliveries any more. */
export async function drained(cloud: RunningCloud): Promise<void> {
  const queues = queuesOfDeliveries(cloud);
  const until = performance.now() + GIVE_UP_MS;
  while (queues.some((arn) => isBusy(cloud, arn))) {
    if (performance.now() > until) throw new Error('The queues do not drain; see the logs of the functions.');
    await pause(5);
  }
}

function queuesOfDeliveries({ services }: RunningCloud): string[] {
  const receiver = services.lambda.spec('receive-delivery');
  const urls = Object.entries(receiver.environment).filter(([name]) => name.endsWith('_QUEUE_URL'));
  return urls.map(([, url]) => `arn:aws:sqs:eu-central-1:000000000000:${url.split('/').at(-1) ?? ''}`);
}

function isBusy({ services }: RunningCloud, arn: string): boolean {
  const { visible, inFlight, delayed } = services.sqs.count(arn);
  return visible + inFlight + delayed > 0;
}

import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { eventPutter } from '../shared/platform/aws/put-events.ts';
import { messageSender } from '../shared/platform/aws/send-message.ts';
import { clientSettings } from '../shared/platform/client-settings.ts';
import { entityQueues } from '../shared/platform/entity-queues.ts';
import { eventBus } from '../shared/platform/event-bus.ts';
import type { FailureLog } from '../shared/platform/failure-log.ts';
import { uuidV7 } from '../shared/platform/uuid-v7.ts';
import { announceAccount } from './adapters/announce-account.ts';
import { announceDebtor } from './adapters/announce-debtor.ts';
import { catchUps } from './adapters/catch-ups.ts';
import { comparisons } from './adapters/comparisons.ts';
import { firstLoads } from './adapters/first-loads.ts';
import { managedSecrets } from './adapters/managed-secrets.ts';
import { queueDepths } from './adapters/queue-depths.ts';
import type { CloudPorts } from './ports.ts';
import type { Settings } from './settings.ts';

export function cloudPorts(settings: Settings, failures: FailureLog): CloudPorts {
  const sqs = new SQSClient(clientSettings);
  const work = [
    ...[settings.DEBTORS_QUEUE_URL, settings.PRODUCTS_QUEUE_URL],
    ...[settings.INVOICES_QUEUE_URL, settings.ORDERS_QUEUE_URL],
  ];
  const bus = eventBus(eventPutter(), settings.EVENT_BUS_NAME);
  const machines = new SFNClient(clientSettings);
  const newId = () => uuidV7(Date.now());
  return {
    secrets: managedSecrets(new SecretsManagerClient(clientSettings)),
    queues: {
      ...entityQueues(messageSender(), settings),
      depths: queueDepths(sqs, work),
      deadLetterDepths: queueDepths(sqs, settings.DEAD_LETTER_QUEUE_URLS),
    },
    catchUps: catchUps(machines, settings.CATCH_UP_STATE_MACHINE_ARN, newId),
    comparisons: comparisons(machines, settings.COMPARISON_STATE_MACHINE_ARN, newId),
    firstLoads: firstLoads(machines, settings.FIRST_LOAD_STATE_MACHINE_ARN),
    announce: announceAccount(bus, failures),
    announceDebtor: announceDebtor(bus),
  };
}

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it, vi } from 'vitest';
import { EventsNotTakenError } from '../../../../domain/errors.ts';
import type { RecordEvent } from '../../../../domain/events/record-event.ts';
import { announceDebtor } from '../../../../functions/serve-admin-api/adapters/announce-debtor.ts';
import { aDebtor } from '../../../support/admin-api/stored-records.ts';
import {
  announceAccount,
  type AccountBus,
} from '../../../../functions/serve-admin-api/adapters/announce-account.ts';
import { catchUps } from '../../../../functions/serve-admin-api/adapters/catch-ups.ts';
import { comparisons } from '../../../../functions/serve-admin-api/adapters/comparisons.ts';
import { firstLoads } from '../../../../functions/serve-admin-api/adapters/first-loads.ts';
import { managedSecrets } from '../../../../functions/serve-admin-api/adapters/managed-secrets.ts';
import { queueDepths } from '../../../../functions/serve-admin-api/adapters/queue-depths.ts';

const region = 'eu-central-1';

describe('credentials of connections', () => {
  it('are created, read, replaced and removed as JSON', async () => {
    const manager = mockClient(SecretsManagerClient);
    manager.on(GetSecretValueCommand).resolves({ SecretString: '{"signingSecrets":["a"],"clientId":"b"}' });
    const secrets = managedSecrets(new SecretsManagerClient({ region }));
    await secrets.create('s', { clientId: 'b' });
    await secrets.replace('s', { clientId: 'c' });
    await secrets.remove('s');
    expect(await secrets.read('s')).toEqual({ signingSecrets: ['a'], clientId: 'b' });
    expect(manager.commandCalls(CreateSecretCommand)[0]?.args[0].input).toEqual({
      Name: 's',
      SecretString: '{"clientId":"b"}',
    });
    expect(manager.commandCalls(PutSecretValueCommand)[0]?.args[0].input).toEqual({
      SecretId: 's',
      SecretString: '{"clientId":"c"}',
    });
    expect(manager.commandCalls(DeleteSecretCommand)[0]?.args[0].input).toEqual({
      SecretId: 's',
      ForceDeleteWithoutRecovery: true,
    });
  });
});

it('a catch-up is started with the connection as input, and a name that says so', async () => {
  const machines = mockClient(SFNClient);
  machines.on(StartExecutionCommand).resolves({});
  await catchUps(new SFNClient({ region }), 'arn:machine', () => '0198f0b2').start('acme-bc');
  expect(machines.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
    stateMachineArn: 'arn:machine',
    name: 'acme-bc-asked-0198f0b2',
    input: '{"connectionId":"acme-bc"}',
  });
});

it('a comparison is started with what was asked for, under a name of its own', async () => {
  const machines = mockClient(SFNClient);
  const asked = { connectionId: 'bc', entity: 'product' as const, preview: true };
  await comparisons(new SFNClient({ region }), 'arn:compare', () => 'id-1').start(asked);
  expect(machines.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
    ...{ stateMachineArn: 'arn:compare', name: 'comparison-id-1', input: JSON.stringify(asked) },
  });
});

it('a first load is started by its id and the number of its start', async () => {
  const machines = mockClient(SFNClient);
  machines.on(StartExecutionCommand).resolves({});
  const load = { connectionId: 'bc', firstLoadId: '0198f0b2', attempt: 2 };
  await firstLoads(new SFNClient({ region }), 'arn:load').start(load);
  expect(machines.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
    ...{ stateMachineArn: 'arn:load', name: '0198f0b2-2' },
    input: '{"connectionId":"bc","firstLoadId":"0198f0b2"}',
  });
});

it('depths are read per queue and named after it', async () => {
  const sqs = mockClient(SQSClient);
  sqs.on(GetQueueAttributesCommand).resolves({
    Attributes: { ApproximateNumberOfMessages: '3', ApproximateNumberOfMessagesNotVisible: '1' },
  });
  const depths = queueDepths(new SQSClient({ region }), ['https://sqs.test/1/invoices']);
  expect(await depths()).toEqual([{ queue: 'invoices', waiting: 3, inFlight: 1 }]);
});

describe('an announced merge of debtors', () => {
  const debtor = aDebtor({}, { version: 3, event: { type: 'DebtorChanged', version: 3 } });

  it('is an event of the debtor, with the id of its version', async () => {
    const published: string[] = [];
    const publish = (events: readonly RecordEvent[]) => {
      published.push(...events.map(({ type, detail }) => `${type} ${detail.id}`));
      return Promise.resolve(new Set<RecordEvent>());
    };
    await announceDebtor({ publish })(debtor);
    expect(published).toEqual([`DebtorChanged ${debtor.recordId}.3`]);
  });

  it('fails the request when the bus refuses it, because the link follows the event', async () => {
    const publish = (events: readonly RecordEvent[]) => Promise.resolve(new Set(events));
    await expect(announceDebtor({ publish })(debtor)).rejects.toThrow(EventsNotTakenError);
  });
});

describe('an announced account', () => {
  const account = {
    ...{ company: 'demo', accountId: 'acc_0001', name: 'A', version: 2 },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-02T00:00:00.000Z' },
  };
  const publishing = (publish: AccountBus['publish']) => {
    const note = vi.fn();
    return { note, announce: announceAccount({ publish }, { note }) };
  };

  it('has an id that repeats with its version', async () => {
    const published: string[] = [];
    const { announce } = publishing((events) => {
      published.push(...events.map(({ detail }) => detail.id));
      return Promise.resolve(new Set());
    });
    await announce(account, { deleted: false });
    await announce(account, { deleted: true });
    expect(published).toEqual(['acc_0001.2', 'acc_0001.3']);
  });

  it.each<[string, AccountBus['publish']]>([
    ['is down', () => Promise.reject(new Error('down'))],
    ['refuses it', (events) => Promise.resolve(new Set(events))],
  ])('is noted, and the request still succeeds, when the bus %s', async (_what, publish) => {
    const { announce, note } = publishing(publish);
    await announce(account, { deleted: false });
    expect(note).toHaveBeenCalledOnce();
  });
});

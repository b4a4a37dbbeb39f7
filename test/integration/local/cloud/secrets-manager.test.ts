import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSecretsManager } from '../../../../local/cloud/secrets-manager/index.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const Name = 'orderseam/connections/bc-main';

async function aService(folder?: string) {
  const service = await startSecretsManager({ folder });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new SecretsManagerClient({
    endpoint: service.endpoint,
    region: 'eu-central-1',
    credentials,
    maxAttempts: 1,
  });
  onTestFinished(() => service.close());
  const create = (SecretString: string) => client.send(new CreateSecretCommand({ Name, SecretString }));
  const put = (SecretString: string) =>
    client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
  const read = async (query: object = {}) =>
    (await client.send(new GetSecretValueCommand({ SecretId: Name, ...query }))).SecretString;
  return { service, client, create, put, read };
}

describe('a secret', () => {
  it('is read by name and by ARN', async () => {
    const { client, create, read } = await aService();

    const { ARN } = await create('{"clientId":"a"}');

    expect(await read()).toBe('{"clientId":"a"}');
    expect((await client.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString).toBe(
      '{"clientId":"a"}',
    );
  });

  it('keeps its current and its previous value, no older one', async () => {
    const { client, create, put, read } = await aService();
    await create('1');
    await put('2');
    await put('3');

    expect(await read()).toBe('3');
    expect(await read({ VersionStage: 'AWSPREVIOUS' })).toBe('2');
    const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: Name }));
    expect(Object.values(VersionIdsToStages)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT']]);
  });

  it('can get a value under another label without changing the current one', async () => {
    const { client, create, read } = await aService();
    await create('1');

    await client.send(
      new PutSecretValueCommand({ SecretId: Name, SecretString: '2', VersionStages: ['AWSPENDING'] }),
    );

    expect(await read()).toBe('1');
    expect(await read({ VersionStage: 'AWSPENDING' })).toBe('2');
  });

  it('is put once however often a request is repeated with its token', async () => {
    const { client, create, put, read } = await aService();
    await create('1');
    const ClientRequestToken = '0190163d-8694-739b-aea5-966c26f8ad91';
    const repeat = (SecretString: string) =>
      client.send(new PutSecretValueCommand({ SecretId: Name, SecretString, ClientRequestToken }));
    await repeat('2');
    await put('3');
    await repeat('2');

    expect(await read()).toBe('3');
    await expect(repeat('4')).rejects.toMatchObject({ name: 'ResourceExistsException' });
  });

  it('survives a restart and is readable by its owner only', async () => {
    const folder = temporaryFolder();
    const first = await aService(folder);
    await first.create('1');
    await first.put('2');
    await first.service.close();

    const second = await aService(folder);

    expect(await second.read()).toBe('2');
    expect(await second.read({ VersionStage: 'AWSPREVIOUS' })).toBe('1');
    expect(statSync(join(folder, 'secrets-manager.db')).mode & 0o077).toBe(0);
  });

  it('cannot be read while it waits for its deletion, and can be restored', async () => {
    const { client, create, read } = await aService();
    await create('1');

    await client.send(new DeleteSecretCommand({ SecretId: Name }));

    await expect(read()).rejects.toMatchObject({ name: 'InvalidRequestException' });
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    await client.send(new RestoreSecretCommand({ SecretId: Name }));
    expect(await read()).toBe('1');
  });

  it('is gone at once when deleted by force', async () => {
    const { client, create, read } = await aService();
    await create('1');

    await client.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true }));

    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await create('2');
    expect(await read()).toBe('2');
  });

  it('is refused when the name is taken, and when it has no value to read', async () => {
    const { client, create } = await aService();
    await create('1');
    await client.send(new CreateSecretCommand({ Name: 'empty' }));

    await expect(create('2')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    await expect(client.send(new GetSecretValueCommand({ SecretId: 'empty' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is listed by the beginning of its name, without its value', async () => {
    const { client, create, service } = await aService();
    await create('hidden');
    await service.ensureSecret('other', '1');

    const { SecretList } = await client.send(
      new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['orderseam/'] }] }),
    );

    expect(SecretList).toMatchObject([{ Name }]);
    expect(JSON.stringify(SecretList)).not.toContain('hidden');
  });

  it('of a template is created once: later boots keep the value that was put meanwhile', async () => {
    const { service, put, read } = await aService();
    const arn = await service.ensureSecret(Name, 'generated');
    await put('changed');

    expect(await service.ensureSecret(Name, 'generated again')).toBe(arn);
    expect(await read()).toBe('changed');
  });

  it('holds bytes as well', async () => {
    const { client } = await aService();
    await client.send(new CreateSecretCommand({ Name, SecretBinary: Buffer.from([0, 255, 7]) }));

    const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: Name }));

    expect([...(SecretBinary ?? [])]).toEqual([0, 255, 7]);
  });
});

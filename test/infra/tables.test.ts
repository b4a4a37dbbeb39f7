import { describe, expect, it } from 'vitest';
import { listIn, objectIn, targetOf } from './support/references.ts';
import { resourcesIn, templatesOf } from './support/synthesised.ts';

const all = resourcesIn(templatesOf());
const ofType = (type: string) => all.filter((resource) => resource.type === type);
const tables = ofType('AWS::DynamoDB::Table');
const table = (name: string) => {
  const found = tables.find(({ logicalId }) => logicalId.startsWith(name));
  if (!found) throw new Error(`No table ${name}.`);
  return found;
};

describe('tables', () => {
  it('are four', () => {
    expect(tables).toHaveLength(4);
  });

  it.each(tables)('$logicalId is billed on demand, recoverable and cannot be deleted by mistake', (table) => {
    expect(table.deletionPolicy).toBe('Retain');
    expect(table.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it.each(tables)('$logicalId is encrypted under our own key, which rotates', (table) => {
    const encryption = objectIn(table.properties.SSESpecification);
    const key = targetOf(encryption.KMSMasterKeyId, table, all);

    expect(encryption).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(key).toMatchObject({ type: 'AWS::KMS::Key', properties: { EnableKeyRotation: true } });
  });

  it.each(tables)('$logicalId is keyed by pk and sk', ({ properties }) => {
    expect(properties.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  it('crm forgets what expires', () => {
    expect(table('Crm').properties.TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    });
    expect(table('Deliveries').properties.TimeToLiveSpecification).toBeUndefined();
  });

  it('nobody deletes or rewrites an entry of the ledger', () => {
    const { Statement: statements } = objectIn(
      objectIn(table('Ledger').properties.ResourcePolicy).PolicyDocument,
    );

    expect(statements).toMatchObject([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: [
          'dynamodb:BatchWriteItem',
          'dynamodb:DeleteItem',
          'dynamodb:PartiQLDelete',
          'dynamodb:PartiQLUpdate',
        ],
      },
    ]);
  });

  it('the indexes of crm, deliveries and ledger carry what lists show, and nothing else', () => {
    const indexes = [table('Crm'), table('Deliveries'), table('Ledger')].map(
      ({ properties }) => properties.GlobalSecondaryIndexes,
    );

    expect(indexes).toEqual([[anIndex('gsi1'), anIndex('gsi2')], [anIndex('gsi1')], [anIndex('gsi1')]]);
  });
});

const anIndex = (name: string) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}pk`, KeyType: 'HASH' },
    { AttributeName: `${name}sk`, KeyType: 'RANGE' },
  ],
  Projection: { NonKeyAttributes: ['head', 'version'], ProjectionType: 'INCLUDE' },
});

describe('buckets', () => {
  const buckets = ofType('AWS::S3::Bucket');

  it.each(buckets)('$logicalId is closed to the public and encrypted', ({ properties }) => {
    expect(properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(properties.BucketEncryption).toBeDefined();
  });

  it.each(buckets)('$logicalId refuses requests without TLS', (bucket) => {
    const policies = ofType('AWS::S3::BucketPolicy').filter(
      (policy) => targetOf(policy.properties.Bucket, policy, all) === bucket,
    );

    expect(
      policies.flatMap(({ properties }) => objectIn(properties.PolicyDocument).Statement),
    ).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it.each(['Archive', 'Documents'])(
    'of the bucket %s every version is kept, access is logged and nothing goes before its time',
    (name) => {
      const kept = buckets.find(({ logicalId }) => logicalId.startsWith(`${name}Bucket`));

      expect(kept?.deletionPolicy).toBe('Retain');
      expect(kept?.properties.LoggingConfiguration).toBeDefined();
      expect(kept?.properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      const [rule] = listIn(objectIn(kept?.properties.LifecycleConfiguration).Rules);
      expect(objectIn(rule).ExpirationInDays).toBeGreaterThanOrEqual(10 * 365);
    },
  );
});

describe('a stage for trying out', () => {
  it('leaves nothing behind', () => {
    const tried = resourcesIn(
      templatesOf({ 'orderseam:stage': 'trial', 'orderseam:removalPolicy': 'destroy' }),
    );
    const kept = tried.filter(({ deletionPolicy }) => deletionPolicy?.startsWith('Retain'));

    expect(kept).toEqual([]);
    expect(tried.filter(({ properties }) => properties.DeletionProtectionEnabled === true)).toEqual([]);
  });
});

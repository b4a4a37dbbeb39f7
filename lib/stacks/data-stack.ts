import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ArchiveBucket } from '../constructs/archive-bucket.ts';
import { Identity } from '../constructs/identity.ts';
import { RecordTable } from '../constructs/record-table.ts';
import type { Common } from './common.ts';
import { crmLayout, crossReferencesLayout, deliveriesLayout } from './table-layouts.ts';

/** What must outlive every deployment: tables, archive, key, users, and the bus that others subscribe to. */
export class DataStack extends Stack {
  readonly crm: RecordTable;
  readonly crossReferences: RecordTable;
  readonly deliveries: RecordTable;
  readonly archive: ArchiveBucket;
  readonly bus: EventBus;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { config, removalPolicy }: Common) {
    super(scope, id, { description: 'Orderseam: records, archive, event bus and users' });
    const key = new Key(this, 'Key', {
      description: 'Orderseam: records and raw deliveries',
      enableKeyRotation: true,
      removalPolicy,
    });
    const shared = { key, removalPolicy };
    this.crm = new RecordTable(this, 'Crm', { ...shared, ...crmLayout });
    this.crossReferences = new RecordTable(this, 'CrossReferences', { ...shared, ...crossReferencesLayout });
    this.deliveries = new RecordTable(this, 'Deliveries', { ...shared, ...deliveriesLayout });
    this.archive = new ArchiveBucket(this, 'Archive', {
      ...shared,
      retentionYears: config.archiveRetentionYears,
    });
    this.bus = new EventBus(this, 'Bus');
    this.identity = new Identity(this, 'Identity', shared);
    new CfnOutput(this, 'UserPoolId', { value: this.identity.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.identity.client.userPoolClientId });
  }
}

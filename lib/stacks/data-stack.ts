import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Identity } from '../constructs/identity.ts';
import { KeptBucket } from '../constructs/kept-bucket.ts';
import { RecordTable } from '../constructs/record-table.ts';
import type { Common } from './common.ts';
import { crmLayout, crossReferencesLayout, deliveriesLayout, ledgerLayout } from './table-layouts.ts';

/** What must outlive every deployment: tables, archive, documents, key, users, and the bus that others subscribe to. */
export class DataStack extends Stack {
  readonly crm: RecordTable;
  readonly crossReferences: RecordTable;
  readonly deliveries: RecordTable;
  readonly ledger: RecordTable;
  readonly archive: KeptBucket;
  readonly documents: KeptBucket;
  readonly bus: EventBus;
  readonly identity: Identity;

  constructor(scope: Construct, id: string, { config, removalPolicy }: Common) {
    super(scope, id, { description: 'Orderseam: records, ledger, archive, event bus and users' });
    const key = new Key(this, 'Key', {
      description: 'Orderseam: records and raw deliveries',
      enableKeyRotation: true,
      removalPolicy,
    });
    const shared = { key, removalPolicy };
    this.crm = new RecordTable(this, 'Crm', { ...shared, ...crmLayout });
    this.crossReferences = new RecordTable(this, 'CrossReferences', { ...shared, ...crossReferencesLayout });
    this.deliveries = new RecordTable(this, 'Deliveries', { ...shared, ...deliveriesLayout });
    this.ledger = new RecordTable(this, 'Ledger', { ...shared, ...ledgerLayout });
    const kept = { ...shared, retentionYears: config.archiveRetentionYears };
    this.archive = new KeptBucket(this, 'Archive', {
      ...kept,
      variable: 'ARCHIVE_BUCKET',
      holds: 'raw deliveries',
    });
    this.documents = new KeptBucket(this, 'Documents', {
      ...kept,
      variable: 'DOCUMENTS_BUCKET',
      holds: 'letterheads and documents made here',
    });
    this.bus = new EventBus(this, 'Bus');
    this.identity = new Identity(this, 'Identity', shared);
    new CfnOutput(this, 'UserPoolId', { value: this.identity.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.identity.client.userPoolClientId });
  }
}

import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { grantEncryption } from './encryption.ts';
import type { NodeFunction } from './node-function.ts';

export interface KeptBucketProps {
  /** Environment variable that carries the bucket's name to the functions that may use it. */
  readonly variable: string;
  /** What it holds, and nothing else: for the reader of the accepted finding. */
  readonly holds: string;
  readonly key: IKey;
  readonly retentionYears: number;
  readonly removalPolicy: RemovalPolicy;
}

const tightly = { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true };

/** Objects that are written once, never changed by the application, kept for years, and cheap after a quarter. */
export class KeptBucket extends Construct {
  readonly bucket: Bucket;
  readonly #variable: string;
  readonly #holds: string;
  readonly #key: IKey;
  /** Exported by hand because the accepted finding has to name the export. */
  readonly #exportedArn: string;
  readonly #exportName: string;

  constructor(scope: Construct, id: string, props: KeptBucketProps) {
    super(scope, id);
    const { key, retentionYears, removalPolicy } = props;
    this.#variable = props.variable;
    this.#holds = props.holds;
    this.#key = key;
    this.bucket = new Bucket(this, 'Bucket', {
      ...tightly,
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      removalPolicy,
      serverAccessLogsBucket: this.#accessLogs(removalPolicy),
      lifecycleRules: [keepFor(retentionYears)],
    });
    const stack = Stack.of(this);
    this.#exportedArn = stack.exportValue(this.bucket.bucketArn);
    const imported = stack.resolve(this.#exportedArn) as { 'Fn::ImportValue': string };
    this.#exportName = imported['Fn::ImportValue'];
  }

  /** Nobody is granted deletion: what was kept stays until its retention ends. */
  grantReadAppend(user: NodeFunction): void {
    user.allow(['s3:GetObject', 's3:PutObject'], [`${this.#exportedArn}/*`]);
    acknowledge(user.role, {
      [`AwsSolutions-IAM5[Resource::${this.#exportName}/*]`]: `Object keys carry the company and an id, known only at run time; the bucket holds ${this.#holds} and nothing else.`,
    });
    grantEncryption(this.#key, user);
    user.tell(this.#variable, this.bucket.bucketName);
  }

  /** Without it S3 refuses to read what is absent, instead of saying that it is. */
  grantTellAbsent(user: NodeFunction): void {
    user.allow(['s3:ListBucket'], [this.#exportedArn]);
  }

  #accessLogs(removalPolicy: RemovalPolicy): IBucket {
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...tightly,
      encryption: BucketEncryption.S3_MANAGED,
      removalPolicy,
      lifecycleRules: [{ expiration: Duration.days(365) }],
    });
    acknowledge(accessLogs, {
      'AwsSolutions-S1': 'This bucket holds the access logs; logging it into itself would never end.',
    });
    // The CDK's own types disagree under exactOptionalPropertyTypes: its Bucket is an IBucket.
    return accessLogs as IBucket;
  }
}

function keepFor(years: number): LifecycleRule {
  const cheaper = {
    storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
    transitionAfter: Duration.days(90),
  };
  return {
    transitions: [cheaper],
    expiration: Duration.days(years * 366),
    noncurrentVersionExpiration: Duration.days(30),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  };
}

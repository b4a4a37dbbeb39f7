import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { NodeFunction } from './node-function.ts';

/** What reading and writing under a customer-managed key needs, spelled out because wildcards are not given. */
const useActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Lets the function use what `key` protects; tables and buckets call this in their own grants. */
export function grantEncryption(key: IKey, user: NodeFunction): void {
  user.allow(useActions, [key.keyArn]);
}

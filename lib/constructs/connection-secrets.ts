import { Aws } from 'aws-cdk-lib';
import type { NodeFunction } from './node-function.ts';
import { acknowledge } from './acknowledge.ts';

/** Secrets of connections are made at run time, so they are granted by the prefix of their names. */
const secretArns = `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:orderseam/connections/*`;

export function grantReadConnectionSecrets(user: NodeFunction): void {
  grant(user, ['secretsmanager:GetSecretValue']);
}

/** For the function that creates, replaces and removes connections. */
export function grantManageConnectionSecrets(user: NodeFunction): void {
  grant(user, [
    'secretsmanager:CreateSecret',
    'secretsmanager:DeleteSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
  ]);
}

function grant(user: NodeFunction, actions: readonly string[]): void {
  user.allow(actions, [secretArns]);
  acknowledge(user.role, {
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:orderseam/connections/*]':
      'Connections are created at run time and Secrets Manager appends random characters to names; the grant is confined to one prefix.',
  });
}

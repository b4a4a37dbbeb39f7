import * as z from 'zod';
import { awsCall } from './call.ts';

export type GetSecretValue = (secretName: string) => Promise<string>;

const answerSchema = z.object({ SecretString: z.string() });

export function secretReader(): GetSecretValue {
  const call = awsCall('secretsmanager');
  return async (SecretId) => answerSchema.parse(await call('GetSecretValue', { SecretId })).SecretString;
}

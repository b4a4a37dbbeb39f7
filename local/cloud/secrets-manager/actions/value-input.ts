import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../../aws-json/aws-error.ts';
import type { SecretValue } from '../secret.ts';

/** The part of an input that carries a value; the token becomes the id of its version. */
export const valueShape = {
  SecretString: z.string().max(65_536).optional(),
  SecretBinary: z.base64().max(87_384).optional(),
  ClientRequestToken: z
    .string()
    .min(32)
    .max(64)
    .default(() => randomUUID()),
};

/** Undefined without a value; a text and bytes at once are refused. */
export function valueIn(input: {
  SecretString?: string | undefined;
  SecretBinary?: string | undefined;
}): SecretValue | undefined {
  const { SecretString: string, SecretBinary: binary } = input;
  if (string !== undefined && binary !== undefined) {
    throw new AwsError('InvalidParameterException', 'SecretString and SecretBinary exclude each other.');
  }
  if (string !== undefined) return { string };
  return binary === undefined ? undefined : { binary };
}

export function sameValue(one: SecretValue | undefined, other: SecretValue | undefined): boolean {
  return one?.string === other?.string && one?.binary === other?.binary;
}

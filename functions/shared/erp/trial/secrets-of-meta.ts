import * as z from 'zod';
import type { Connector } from '../connectors.ts';
import type { Secrets } from '../types.ts';

const secretSchema = z.union([z.string(), z.array(z.string())]);

/** What accompanies a body: its headers, the secret or public key to check it with, and the time it came. */
export const metaSchema = z.looseObject({
  method: z.string().optional(),
  path: z.string().optional(),
  query: z.record(z.string(), z.string()).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** One secret for whatever the connector's authenticity needs; `secrets` names the members. */
  secret: secretSchema.optional(),
  publicKey: secretSchema.optional(),
  secrets: z.record(z.string(), secretSchema).optional(),
  verifyAtUnixTime: z.number().optional(),
  settings: z.record(z.string(), z.string()).optional(),
  externalCompany: z.string().optional(),
});
export type Meta = z.infer<typeof metaSchema>;

/** The connection's secret as it would be; undefined when nothing to check with is given. */
export function secretsOfMeta({ manifest }: Connector, meta: Meta): Secrets | undefined {
  const single = meta.secret ?? meta.publicKey;
  const rule = manifest.webhook?.authenticity;
  const named = Object.keys(manifest.secret).flatMap((member) => {
    const value = secretSchema.safeParse(meta[member]);
    return value.success ? [[member, value.data] as const] : [];
  });
  const secrets = {
    ...(single !== undefined && rule !== undefined && 'secret' in rule ? { [rule.secret]: single } : {}),
    ...Object.fromEntries(named),
    ...meta.secrets,
  };
  return Object.keys(secrets).length === 0 ? undefined : secrets;
}

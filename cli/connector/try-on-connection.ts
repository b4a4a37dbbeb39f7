import { adminClientFor } from '../admin-client.ts';
import { contentOf } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { localFiles } from './local-connector.ts';
import { trialAnswerSchema, type ShownTrial } from './shown-trial.ts';
import type { TrialWish } from './try.ts';
import { metaOf, type TryOptions } from './try-options.ts';

/** Tries a body on a connection with the files of a folder: by the connection's secrets and settings, and against what is stored. */
export async function tryOnConnection(
  { name, file, command }: TrialWish,
  options: TryOptions & { readonly connection: string },
): Promise<ShownTrial> {
  if (options.setting.length > 0)
    throw new UsageError('--setting is for trials on this machine; a connection has settings of its own.');
  const connector = localFiles({ folder: options.connectors, name });
  const [body, meta] = [await contentOf(file), await metaOf(options)];
  const { headers, query, path, verifyAtUnixTime } = meta;
  const client = await adminClientFor(command);
  const answer = await client.post(`/connections/${encodeURIComponent(options.connection)}/trials`, {
    ...{ bodyBase64: body.toString('base64'), headers, query, path, connector },
    ...{ as: options.as, resource: options.resource, fetch: options.fetch },
    ...(verifyAtUnixTime !== undefined && { receivedAt: new Date(verifyAtUnixTime * 1000).toISOString() }),
  });
  return trialAnswerSchema.parse(answer);
}

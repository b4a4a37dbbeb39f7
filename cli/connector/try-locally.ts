import type { Connector } from '../../functions/shared/erp/connectors.ts';
import { secretsOfMeta, type Meta } from '../../functions/shared/erp/trial/secrets-of-meta.ts';
import { tryPayload, type Trial } from '../../functions/shared/erp/trial/try-payload.ts';
import { contentOf } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { localConnector } from './local-connector.ts';
import type { ShownTrial } from './shown-trial.ts';
import type { TrialWish } from './try.ts';
import { metaOf, type TryOptions } from './try-options.ts';

/** Tries a body with the files of a folder, without any installation. */
export async function tryLocally({ name, file }: TrialWish, options: TryOptions): Promise<ShownTrial> {
  const connector = localConnector({ folder: options.connectors, name });
  assertPossible(connector, options);
  const [body, meta] = [await contentOf(file), await metaOf(options)];
  const { as, resource } = options;
  return tryPayload(connector, { ...trialOf(connector, body, meta), as, resource });
}

function assertPossible({ name, manifest }: Connector, { as, resource }: TryOptions): void {
  if (as === undefined && !manifest.webhook)
    throw new UsageError(`The connector ${name} takes no webhooks; say with --as what record the body is.`);
  if (resource === undefined || Object.hasOwn(manifest.resources, resource)) return;
  const known = Object.keys(manifest.resources).join(', ');
  throw new UsageError(`The connector ${name} has no resource "${resource}"; it has ${known}.`);
}

function trialOf(connector: Connector, body: Buffer, meta: Meta): Trial {
  const { method = 'POST', path = '/', query = {}, headers = {}, settings, externalCompany } = meta;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    request: { method, path, query, headers: Object.fromEntries(named), body },
    secrets: secretsOfMeta(connector, meta),
    nowMs: meta.verifyAtUnixTime === undefined ? Date.now() : meta.verifyAtUnixTime * 1000,
    ...{ settings, externalCompany },
  };
}

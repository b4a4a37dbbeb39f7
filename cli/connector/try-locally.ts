import type { Connector } from '../../functions/shared/erp/connectors.ts';
import { processSandbox } from '../../functions/shared/erp/isolation/process-sandbox.ts';
import { sourceProgram } from '../../functions/shared/erp/isolation/program.ts';
import { judgeBody, notJudged, type Judgement } from '../../functions/shared/erp/trial/judge-body.ts';
import type { TrialItem } from '../../functions/shared/erp/trial/sandbox.ts';
import { secretsOfMeta, type Meta } from '../../functions/shared/erp/trial/secrets-of-meta.ts';
import { contentOf } from '../read-file.ts';
import { UsageError } from '../usage-error.ts';
import { localConnector, localFiles } from './local-connector.ts';
import { nothingShown, trialIn, type ShownTrial } from './shown-trial.ts';
import type { TrialWish } from './try.ts';
import { metaOf, type TryOptions } from './try-options.ts';

/**
 * Tries a body with the files of a folder, without any installation. Mappings run in a process that has nothing; who sent the body is
 * judged here, because secrets do not go there.
 */
export async function tryLocally({ name, file }: TrialWish, options: TryOptions): Promise<ShownTrial> {
  const place = { folder: options.connectors, name };
  const connector = localConnector(place);
  assertPossible(connector, options);
  const given = { body: await contentOf(file), meta: await metaOf(options) };
  const judged = options.as === undefined ? judge(connector, given) : notJudged;
  if (judged.authentic === false) return { ...nothingShown, ...judged };
  const refusedEntries = judged.refused.map(({ index }) => index);
  const output = await processSandbox(sourceProgram()).run({
    connector: localFiles(place),
    items: [{ ...itemOf(given, options), refusedEntries }],
  });
  return { ...trialIn(output), ...judged };
}

function assertPossible({ name, manifest }: Connector, { as, resource }: TryOptions): void {
  if (as === undefined && !manifest.webhook)
    throw new UsageError(`The connector ${name} takes no webhooks; say with --as what record the body is.`);
  if (resource === undefined || Object.hasOwn(manifest.resources, resource)) return;
  const known = Object.keys(manifest.resources).join(', ');
  throw new UsageError(`The connector ${name} has no resource "${resource}"; it has ${known}.`);
}

interface Given {
  readonly body: Buffer;
  readonly meta: Meta;
}

function judge(connector: Connector, { body, meta }: Given): Judgement {
  const secrets = secretsOfMeta(connector, meta);
  if (!secrets) return notJudged;
  const { method = 'POST', path = '/', query = {} } = meta;
  const request = { method, path, query, headers: headersIn(meta), body };
  const nowMs = meta.verifyAtUnixTime === undefined ? Date.now() : meta.verifyAtUnixTime * 1000;
  return judgeBody(connector, { request, secrets, nowMs });
}

function itemOf({ body, meta }: Given, { as, resource }: TryOptions): TrialItem {
  const { method, path, query, settings, externalCompany } = meta;
  return {
    ...{ key: 'body', body: body.toString('base64'), headers: headersIn(meta) },
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(query && { query }),
    ...(settings && { settings }),
    ...(externalCompany !== undefined && { externalCompany }),
    ...(as && { as }),
    ...(resource !== undefined && { resource }),
  };
}

const headersIn = ({ headers = {} }: Meta): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

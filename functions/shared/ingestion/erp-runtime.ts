import type { Entity } from '../../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { comparedResources } from '../erp/compared-resources.ts';
import type { Connector } from '../erp/connectors.ts';
import { readChanges } from '../erp/envelope.ts';
import { fetchRecord } from '../erp/fetch/fetch-record.ts';
import { listKeys, statedCount } from '../erp/fetch/list-keys.ts';
import { changesOfPage, pullPage } from '../erp/fetch/pull-page.ts';
import { ignoreReason, isComplete, mapToCanonical, totalsTolerance } from '../erp/map-to-canonical.ts';
import { resourcesOf } from '../erp/mapping/find-resource.ts';
import { openErp, requireConnector, type ErpOptions } from '../erp/open-erp.ts';
import { loadedResources, pulledResources } from '../erp/pulled-resources.ts';
import type { Erp, Mapped, SourceRecord } from './ports.ts';

export type ErpRuntimeOptions = ErpOptions;

/** The connector runtime as ingestion uses it: connectors, credentials and the network behind one face. */
export function erpRuntime(options: ErpRuntimeOptions): Erp {
  const connectorOf = (connection: Connection) => requireConnector(options.connectors, connection);
  const access = (connection: Connection) => openErp(options, connection);
  return {
    async refresh(connection) {
      const { http } = options.connectors.get(connection.connector)?.manifest ?? {};
      if (http && !(http.optional && connection.baseUrl === undefined))
        await options.secrets.of(connection, 0);
    },
    announced: (connection, json, { refused, headers }) =>
      readChanges(connectorOf(connection), json, {
        ...{ secrets: refused, headers },
        externalCompany: connection.externalCompany,
        settings: connection.settings,
      }),
    async fetch(connection, change) {
      const fetched = await fetchRecord(await access(connection), change);
      return fetched.gone ? undefined : fetched.payload;
    },
    map: (connection, source) => mapRecord(connectorOf(connection), connection, source),
    async pull(connection, request) {
      const { payloads, nextCursor, newest, isCounted } = await pullPage(await access(connection), request);
      return { payloads, cursor: nextCursor, newest, isCounted };
    },
    listed: (connection, { resource }, payloads) =>
      changesOfPage(connectorOf(connection), { resource, settings: connection.settings }, payloads),
    async listKeys(connection, request) {
      return listKeys(await access(connection), request);
    },
    async statedCount(connection, resource) {
      return statedCount(await access(connection), resource);
    },
    loadedResources: (connection, entity) => loadedResources(connectorOf(connection), entity),
    comparedResources: (connection, entity) => comparedResources(connectorOf(connection), entity),
    pulledResources: (connection, entity) => pulledResources(connectorOf(connection), entity),
  };
}

async function mapRecord(
  connector: Connector,
  { settings }: Connection,
  source: SourceRecord,
): Promise<Mapped> {
  const resource = source.resource ?? firstResource(connector, source.entity);
  const input = { ...source, resource, settings };
  const reason = ignoreReason(connector, input);
  if (reason !== undefined) return { ignored: reason };
  const payload = isComplete(connector, resource) ? 'complete' : 'partial';
  const tolerance = { amount: totalsTolerance(connector, resource) };
  return { payload, tolerance, ...(await canonicalOf(connector, input)) };
}

type Input = Parameters<typeof mapToCanonical>[1];

/** Entity and shape belong together, which only a case for each can say. */
async function canonicalOf(connector: Connector, input: Input) {
  switch (input.entity) {
    case 'debtor':
      return {
        entity: 'debtor',
        canonical: await mapToCanonical(connector, { ...input, entity: 'debtor' }),
      } as const;
    case 'product':
      return {
        entity: 'product',
        canonical: await mapToCanonical(connector, { ...input, entity: 'product' }),
      } as const;
    case 'invoice':
      return {
        entity: 'invoice',
        canonical: await mapToCanonical(connector, { ...input, entity: 'invoice' }),
      } as const;
    case 'order':
      return {
        entity: 'order',
        canonical: await mapToCanonical(connector, { ...input, entity: 'order' }),
      } as const;
  }
}

function firstResource(connector: Connector, entity: Entity): string {
  const [first] = resourcesOf(connector, entity);
  if (first) return first.name;
  throw new ErpRejectedError(`The connector ${connector.name} maps no ${entity}.`);
}

import type { Entity } from '../../../domain/canonical/change.ts';
import { ErpRejectedError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector, Connectors } from '../erp/connectors.ts';
import { readChanges } from '../erp/envelope.ts';
import { textAt } from '../erp/lossless-json.ts';
import { ignoreReason, isComplete, mapToCanonical, totalsTolerance } from '../erp/map-to-canonical.ts';
import { resourcesOf } from '../erp/mapping/find-resource.ts';
import type { Secrets } from '../erp/types.ts';
import type { Erp, Mapped, SourceRecord } from './ports.ts';

export interface ErpRuntimeOptions {
  readonly connectors: Connectors;
  readonly secrets: { of(connection: Connection): Promise<Secrets> };
  /** Hosts that may be plain http. */
  readonly httpHosts: readonly string[];
  readonly now: () => number;
}

/** The connector runtime as ingestion uses it: connectors, credentials and the network behind one face. */
export function erpRuntime(options: ErpRuntimeOptions): Erp {
  const connectorOf = (connection: Connection) => requireConnector(options.connectors, connection);
  return {
    async announced(connection, json) {
      const secrets = await options.secrets.of(connection);
      const { externalCompany } = connection;
      return readChanges(connectorOf(connection), json, { secrets, externalCompany });
    },
    map: (connection, record) => mapRecord(connectorOf(connection), connection, record),
    listed(connection, { entity, resource }, payloads) {
      const { pull } = connectorOf(connection).manifest.resources[resource] ?? {};
      return payloads.flatMap((payload) => {
        const externalId = textAt(payload, pull?.id ?? 'id');
        if (externalId === undefined)
          throw new ErpRejectedError(`A listed record of ${resource} has no ${pull?.id ?? 'id'}.`);
        return [
          { entity, resource, externalId, change: 'updated', ...(pull?.expand ? {} : { data: payload }) },
        ];
      });
    },
    pulledResources: (connection, entity) =>
      resourcesOf(connectorOf(connection), entity).flatMap(({ name, rule }) => (rule.pull ? [name] : [])),
    fetch: () => Promise.reject(new ErpRejectedError('not wired')),
    pull: () => Promise.reject(new ErpRejectedError('not wired')),
  };
}

function requireConnector(connectors: Connectors, { connector, connectionId }: Connection): Connector {
  const found = connectors.get(connector);
  if (found) return found;
  throw new ErpRejectedError(
    `The connection ${connectionId} needs the connector ${connector}, which is not deployed.`,
  );
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
  const common = { payload, tolerance: { amount: totalsTolerance(connector, resource) } } as const;
  switch (source.entity) {
    case 'debtor':
      return {
        ...common,
        entity: 'debtor',
        canonical: await mapToCanonical(connector, { ...input, entity: 'debtor' }),
      };
    case 'product':
      return {
        ...common,
        entity: 'product',
        canonical: await mapToCanonical(connector, { ...input, entity: 'product' }),
      };
    case 'invoice':
      return {
        ...common,
        entity: 'invoice',
        canonical: await mapToCanonical(connector, { ...input, entity: 'invoice' }),
      };
  }
}

function firstResource(connector: Connector, entity: Entity): string {
  const [first] = resourcesOf(connector, entity);
  if (first) return first.name;
  throw new ErpRejectedError(`The connector ${connector.name} maps no ${entity}.`);
}

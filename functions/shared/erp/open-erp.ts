import { ErpRejectedError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector, Connectors } from './connectors.ts';
import type { Budget } from './budget/budget.ts';
import type { ErpAccess } from './fetch/erp-access.ts';
import type { HttpPort } from './fetch/http-port.ts';
import type { Secrets } from './types.ts';

export interface ErpOptions {
  readonly connectors: Connectors;
  /** `atMostMs` is how old an answer may be that is remembered. */
  readonly secrets: { of(connection: Connection, atMostMs?: number): Promise<Secrets> };
  readonly http: HttpPort;
  /** What all who ask an ERP share; without it each process keeps its own slots. */
  readonly budgets?: ErpBudgets | undefined;
}

/** The part of this process in the budget of each ERP. */
export interface ErpBudgets {
  of(access: Omit<ErpAccess, 'budget'>): Budget;
}

/** So often at most are refused credentials read anew: an ERP that refuses all of them must not cost a look-up each time. */
const SECRETS_ANEW_MS = 5_000;

/** The way to the ERP of a connection, with its credentials. */
export async function openErp(
  { connectors, secrets, http, budgets }: ErpOptions,
  connection: Connection,
): Promise<ErpAccess> {
  const access = {
    ...{ connector: requireConnector(connectors, connection), connection, http },
    secrets: await secrets.of(connection),
    newerSecrets: () => secrets.of(connection, SECRETS_ANEW_MS),
  };
  return access.connector.manifest.http ? { ...access, budget: budgets?.of(access) } : access;
}

/** Throws an `ErpRejectedError` where the connector does not ship with this deployment. */
export function requireConnector(connectors: Connectors, { connector, connectionId }: Connection): Connector {
  const found = connectors.get(connector);
  if (found) return found;
  throw new ErpRejectedError(
    `The connection ${connectionId} needs the connector ${connector}, which is not deployed.`,
  );
}

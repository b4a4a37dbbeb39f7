import { connectionSchema, type Connection } from '../../../domain/records/connection.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { assertVersion } from '../../shared/http/entity-tag.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import { createConnection, getConnection, updateConnection } from '../../shared/store/connections.ts';
import { given } from '../accounts/given-fields.ts';
import type { AdminPorts } from '../ports.ts';
import type { ConnectionChange, Credentials, NewConnection } from '../views/connection-view.ts';
import { without } from '../views/without.ts';
import {
  assertCredentialsKnown,
  assertFits,
  assertFieldsFit,
  requireConnector,
} from './check-against-connector.ts';

export interface ConnectionVersion {
  readonly company: string;
  readonly connectionId: string;
  readonly expectedVersion: number;
}

const everyQuarterHour = { everyMinutes: 15, overlapSeconds: 300 };

/** The secret is written first under a name of its own: no other connection is touched when the id turns out to be taken. */
export async function connect(
  ports: AdminPorts,
  company: string,
  fields: NewConnection,
): Promise<Connection> {
  const { credentials = {}, settings = {} } = fields;
  const connector = requireConnector(await ports.connectors(), fields.connector);
  assertFits(connector, { baseUrl: fields.baseUrl, settings, credentials }, ports.ownHosts);
  const connection = newConnection(ports, company, fields);
  await ports.secrets.create(connection.secretName, credentials);
  try {
    return await createConnection(ports.store, connection);
  } catch (error) {
    await ports.secrets.remove(connection.secretName);
    if (error instanceof ConcurrentChangeError)
      throw conflict(`The connection id ${connection.connectionId} is taken.`);
    throw error;
  }
}

function newConnection(ports: AdminPorts, company: string, fields: NewConnection): Connection {
  const now = ports.now().toISOString();
  const id = ports.newId();
  const connectionId = fields.connectionId ?? `${fields.connector.slice(0, 24)}-${id.slice(-12)}`;
  return {
    ...{ company, connectionId, connector: fields.connector, name: fields.name, state: 'active' },
    ...(fields.baseUrl !== undefined && { baseUrl: fields.baseUrl }),
    ...(fields.externalCompany !== undefined && { externalCompany: fields.externalCompany }),
    settings: fields.settings ?? {},
    secretName: `orderseam/connections/${connectionId}-${id}`,
    catchUp: fields.catchUp ?? everyQuarterHour,
    ...{ createdAt: now, updatedAt: now, version: 1 },
  };
}

export async function changeConnection(
  ports: AdminPorts,
  address: ConnectionVersion,
  changes: ConnectionChange,
): Promise<Connection> {
  const connection = await expectedConnection(ports, address);
  const { baseUrl = connection.baseUrl, settings = connection.settings } = changes;
  if (changes.baseUrl !== undefined || changes.settings)
    assertFieldsFit(
      requireConnector(await ports.connectors(), connection.connector),
      { baseUrl, settings },
      ports.ownHosts,
    );
  const { externalCompany, ...others } = changes;
  const kept = externalCompany === null ? without(connection, 'externalCompany') : connection;
  return update(ports, kept, { ...others, externalCompany: externalCompany ?? undefined });
}

export async function setState(
  ports: AdminPorts,
  address: ConnectionVersion,
  state: Connection['state'],
): Promise<Connection> {
  const connection = await expectedConnection(ports, address);
  return connection.state === state ? connection : update(ports, connection, { state });
}

/** Members that are not named stay. The record's version moves first: of two rotations at once one is told to look again. */
export async function rotateCredentials(
  ports: AdminPorts,
  address: ConnectionVersion,
  credentials: Credentials,
): Promise<Connection> {
  const connection = await expectedConnection(ports, address);
  assertCredentialsKnown(requireConnector(await ports.connectors(), connection.connector), credentials);
  const current = await ports.secrets.read(connection.secretName);
  const updated = await update(ports, connection, {});
  await ports.secrets.replace(connection.secretName, { ...current, ...credentials });
  return updated;
}

export async function requireConnection(
  ports: AdminPorts,
  company: string,
  connectionId: string,
): Promise<Connection> {
  const connection = await getConnection(ports.store, company, connectionId);
  if (!connection) throw notFound(`connection ${connectionId}`);
  return connection;
}

async function expectedConnection(ports: AdminPorts, address: ConnectionVersion): Promise<Connection> {
  const connection = await requireConnection(ports, address.company, address.connectionId);
  assertVersion(connection.version, address.expectedVersion);
  return connection;
}

const update = (
  ports: AdminPorts,
  connection: Omit<Connection, 'externalCompany'>,
  changes: object,
): Promise<Connection> =>
  updateConnection(
    ports.store,
    connectionSchema.parse({
      ...connection,
      ...given(changes),
      updatedAt: ports.now().toISOString(),
      version: connection.version + 1,
    }),
  );

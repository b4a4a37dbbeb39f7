import * as z from 'zod';
import { connectionIdSchema } from '../../../domain/records/record-parts.ts';
import { conflict } from '../../shared/http/problem.ts';
import { getProgress, listConnections } from '../../shared/store/connections.ts';
import { lastHeard } from '../../shared/store/heard-webhooks.ts';
import {
  changeConnection,
  connect,
  requireConnection,
  rotateCredentials,
  setState,
} from '../connections/keep-connection.ts';
import { budgetOfConnection } from '../connections/budget-of-connection.ts';
import { webhooksByHand } from '../connections/webhooks-by-hand.ts';
import { countKeptBack } from '../deliveries/count-kept-back.ts';
import { may, route } from '../define-route.ts';
import {
  connectionChangeSchema,
  connectionDetailSchema,
  connectionView,
  connectionViewSchema,
  detailTag,
  newConnectionSchema,
  resumedConnectionSchema,
  rotationSchema,
} from '../views/connection-view.ts';
import { exampleIds } from '../views/example-ids.ts';

const tag = 'Connections';
const params = z.object({ connectionId: connectionIdSchema.meta({ example: exampleIds.connection }) });
const returns = { json: connectionViewSchema };

export const connectionRoutes = [
  route({
    id: 'listConnections',
    method: 'GET',
    path: '/connections',
    tag,
    summary: 'List connections by name',
    roles: may.read,
    returns: { page: connectionViewSchema },
    handle: async ({ caller, page }, { store, webhookBaseUrl }) => {
      const found = await listConnections(store, { company: caller.company }, page);
      return { items: found.items.map((each) => connectionView(each, webhookBaseUrl)), cursor: found.cursor };
    },
  }),
  route({
    id: 'createConnection',
    method: 'POST',
    path: '/connections',
    tag,
    summary: 'Connect an ERP',
    description: 'Settings and credentials are those the connector declares, see `/connectors`.',
    roles: may.connect,
    body: newConnectionSchema,
    returns: { json: connectionViewSchema, status: 201 },
    handle: async ({ caller, body }, ports) => {
      const connection = await connect(ports, caller.company, body);
      const headers = { location: `/connections/${connection.connectionId}` };
      return { body: connectionView(connection, ports.webhookBaseUrl), version: connection.version, headers };
    },
  }),
  route({
    id: 'getConnection',
    method: 'GET',
    path: '/connections/{connectionId}',
    tag,
    summary: 'Get a connection with its webhook address, subscriptions and catch-up state',
    roles: may.read,
    params,
    returns: { json: connectionDetailSchema },
    handle: async ({ caller, params: { connectionId } }, ports) => {
      const connection = await requireConnection(ports, caller.company, connectionId);
      const noted = await Promise.all([
        getProgress(ports.store, connectionId),
        lastHeard(ports.store, connectionId),
        webhooksByHand(ports, connection),
        budgetOfConnection(ports, connection),
      ]);
      const [progress, lastWebhookAt, byHand, budget] = noted;
      const told = { ...(lastWebhookAt && { lastWebhookAt }), ...(budget && { budget }) };
      const machines = { ...progress, ...told, webhooksByHand: byHand };
      const body = { ...machines, ...connectionView(connection, ports.webhookBaseUrl) };
      return { body, version: detailTag(connection, ...noted) };
    },
  }),
  route({
    id: 'changeConnection',
    method: 'PATCH',
    path: '/connections/{connectionId}',
    tag,
    summary: 'Change a connection',
    roles: may.connect,
    params,
    body: connectionChangeSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { connectionId }, body, expectedVersion }, ports) => {
      const address = { company: caller.company, connectionId, expectedVersion };
      const connection = await changeConnection(ports, address, body);
      return { body: connectionView(connection, ports.webhookBaseUrl), version: connection.version };
    },
  }),
  route({
    id: 'rotateCredentials',
    method: 'POST',
    path: '/connections/{connectionId}/rotate-secret',
    tag,
    summary: 'Replace credentials',
    description:
      'Members that are not named stay. Name new and old value of a signing secret while the sender changes over.',
    roles: may.connect,
    params,
    body: rotationSchema,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { connectionId }, body, expectedVersion }, ports) => {
      const address = { company: caller.company, connectionId, expectedVersion };
      const connection = await rotateCredentials(ports, address, body.credentials);
      return { body: connectionView(connection, ports.webhookBaseUrl), version: connection.version };
    },
  }),
  route({
    id: 'testConnection',
    method: 'POST',
    path: '/connections/{connectionId}/test',
    tag,
    summary: 'Ask the ERP something cheap and tell how it went',
    roles: may.connect,
    params,
    returns: {
      json: z
        .object({ ok: z.boolean(), detail: z.string() })
        .meta({ id: 'ConnectionTest', example: { ok: true, detail: 'The ERP answered 200 within 180 ms.' } }),
    },
    handle: async ({ caller, params: { connectionId } }, ports) => ({
      body: await ports.testConnection(await requireConnection(ports, caller.company, connectionId)),
    }),
  }),
  route({
    id: 'pauseConnection',
    method: 'POST',
    path: '/connections/{connectionId}/pause',
    tag,
    summary: 'Take nothing from the ERP for a while',
    description: 'What its webhooks bring meanwhile is parked.',
    roles: may.connect,
    params,
    changesVersion: true,
    returns,
    handle: async ({ caller, params: { connectionId }, expectedVersion }, ports) => {
      const address = { company: caller.company, connectionId, expectedVersion };
      const connection = await setState(ports, address, 'paused');
      return { body: connectionView(connection, ports.webhookBaseUrl), version: connection.version };
    },
  }),
  route({
    id: 'resumeConnection',
    method: 'POST',
    path: '/connections/{connectionId}/resume',
    tag,
    summary: 'Go on after a pause',
    description: 'Tells in `keptBack` what the pause parked and how it is released.',
    roles: may.connect,
    params,
    changesVersion: true,
    returns: { json: resumedConnectionSchema },
    handle: async ({ caller, params: { connectionId }, expectedVersion }, ports) => {
      const address = { company: caller.company, connectionId, expectedVersion };
      const connection = await setState(ports, address, 'active');
      const keptBack = await countKeptBack(ports, connection);
      const body = { ...connectionView(connection, ports.webhookBaseUrl), keptBack };
      return { body, version: connection.version };
    },
  }),
  route({
    id: 'pullConnection',
    method: 'POST',
    path: '/connections/{connectionId}/pull',
    tag,
    summary: 'Catch up with the ERP now',
    roles: may.connect,
    params,
    returns: {
      json: z.object({ started: z.boolean() }).meta({ id: 'PullStarted', example: { started: true } }),
      status: 202,
    },
    handle: async ({ caller, params: { connectionId } }, ports) => {
      const connection = await requireConnection(ports, caller.company, connectionId);
      if (connection.state === 'paused') throw conflict('The connection is paused; resume it first.');
      await ports.catchUps.start(connectionId);
      return { body: { started: true } };
    },
  }),
];

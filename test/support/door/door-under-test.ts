import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Delivery, OutcomeCounts } from '../../../domain/records/delivery.ts';
import { applyDeliveries, type ApplyPorts } from '../../../functions/apply-delivery/apply-delivery.ts';
import { pullChanges } from '../../../functions/pull-changes/pull-changes.ts';
import type { DoorPorts } from '../../../functions/receive-delivery/ports.ts';
import { readRequest } from '../../../functions/receive-delivery/read-request.ts';
import { receiveDelivery } from '../../../functions/receive-delivery/receive-delivery.ts';
import { loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { fetchHttp } from '../../../functions/shared/erp/fetch/fetch-http.ts';
import type { Secrets } from '../../../functions/shared/erp/types.ts';
import { erpRuntime } from '../../../functions/shared/ingestion/erp-runtime.ts';
import { settleOne } from '../../../functions/shared/ingestion/write-settlements.ts';
import { getDebtor } from '../../../functions/shared/store/debtors.ts';
import { listDeliveries } from '../../../functions/shared/store/deliveries.ts';
import { getInvoice } from '../../../functions/shared/store/invoices.ts';
import { uuidV7 } from '../../../functions/shared/platform/uuid-v7.ts';
import { recordIdOf } from '../../../functions/shared/store/record-ids.ts';
import { HttpApiServer } from '../../../local/cloud/http-api/server.ts';
import type { RunningStore } from '../admin-api/a-store.ts';
import { aConnection } from '../ingestion/a-connection.ts';
import { queued } from '../ingestion/a-message.ts';
import { ingestionWorld } from '../ingestion/ingestion-world.ts';
import { send, type Post, type Seen } from './send.ts';

const DAY = '2026-03-02';

/** The connectors that show one mechanism each. */
const connectors = loadConnectors('test/connectors');

export interface DoorSetup {
  readonly connector: string;
  readonly connectionId: string;
  readonly secrets: Secrets;
  readonly baseUrl?: string;
  readonly externalCompany?: string;
  readonly settings?: Connection['settings'];
}

/**
 * The Webhook API before the embedded gateway, and behind it all that makes records of what was accepted: the functions' own use cases, on real
 * tables, and an ERP that is asked over HTTP.
 */
export class DoorUnderTest {
  readonly #api: HttpApiServer;
  readonly #store: RunningStore['store'];
  readonly #connection: Connection;
  readonly #messages: DeliveryMessage[] = [];
  readonly #apply: ApplyPorts;
  readonly #door: DoorPorts;
  readonly failures: unknown[] = [];
  now = Date.parse(`${DAY}T09:00:00.000Z`);

  private constructor({ store }: RunningStore, { connector, connectionId, secrets, ...rest }: DoorSetup) {
    this.#store = store;
    this.#connection = { ...aConnection({ connector, connectionId, ...rest }), baseUrl: rest.baseUrl };
    const now = () => (this.now += 1);
    const failures = { note: (error: unknown) => void this.failures.push(error) };
    const asked = { connectors, secrets: { of: () => Promise.resolve(secrets) } };
    const erp = erpRuntime({ ...asked, http: fetchHttp({ plainHosts: ['127.0.0.1'], now }) });
    const connections = {
      find: (id: string) => Promise.resolve(id === connectionId ? this.#connection : undefined),
    };
    const world = ingestionWorld(store, { now, newId: () => uuidV7(now()), connections, erp });
    this.#apply = { ...world, failures, mostReceives: 1 };
    this.#door = {
      ...world,
      ...asked,
      ...{ connections, failures },
      settle: (settlement) => settleOne(store, settlement),
      queues: { send: (_entity: Entity, message) => Promise.resolve(void this.#messages.push(message)) },
      counts: { refused: () => undefined, parked: () => undefined },
    };
    this.#api = new HttpApiServer({
      clock: { now, sleepUntil: () => Promise.reject(new Error('Nobody waits at the door.')) },
      keysOf: () => Promise.reject(new Error('Webhooks carry no tokens.')),
      invoke: async (_functionArn, event) => ({
        ok: true,
        requestId: 'r-1',
        payload: await this.#invoke(event as APIGatewayProxyEventV2), // as the gateway makes it
      }),
    });
  }

  static async start(running: RunningStore, setup: DoorSetup): Promise<DoorUnderTest> {
    const door = new DoorUnderTest(running, setup);
    await door.#api.listen(0);
    door.#api.open({ apiId: 'webhooks', name: 'Webhook API', cors: undefined, routes });
    return door;
  }

  /** Sends to the webhook address of the connection. */
  send(post: Post): Promise<Seen> {
    return send(`${this.#api.endpoint}/hooks/${this.#connection.connectionId}`, post);
  }

  /** Works off what is queued, and tells what became of all deliveries, the latest first. */
  async settled(): Promise<Delivery[]> {
    for (let message = this.#messages.shift(); message; message = this.#messages.shift()) {
      const failed = await applyDeliveries(this.#apply, [queued(message)]);
      if (failed.length > 0) throw new Error(`Not applied: ${String(this.failures.at(-1))}`);
    }
    const { company, connectionId } = this.#connection;
    const filter = { company, connectionId, from: DAY, to: `${DAY}T24` };
    return (await listDeliveries(this.#store, filter, { limit: 100 })).items;
  }

  /** What the catch-up does: page after page of an entity until all is read. */
  async pulled(entity: Entity): Promise<OutcomeCounts> {
    const { connectionId } = this.#connection;
    const start = { connectionId, entity, runStartedAt: new Date(this.now).toISOString() };
    let output = await pullChanges(this.#apply, start);
    while (!output.done) output = await pullChanges(this.#apply, { ...start, ...output });
    return output.counts;
  }

  debtor(externalId: string) {
    const { company, connectionId } = this.#connection;
    return getDebtor(this.#store, company, recordIdOf({ connectionId, entity: 'debtor', externalId }));
  }

  invoice(externalId: string) {
    const { company, connectionId } = this.#connection;
    return getInvoice(this.#store, company, recordIdOf({ connectionId, entity: 'invoice', externalId }));
  }

  close(): Promise<void> {
    return this.#api.close();
  }

  async #invoke(event: APIGatewayProxyEventV2): Promise<string> {
    const id = event.pathParameters?.['connectionId'] ?? '';
    const { status, headers, body } = await receiveDelivery(this.#door, id, readRequest(event));
    return JSON.stringify({ statusCode: status, headers, body });
  }
}

const route = { functionArn: 'receive-delivery', timeoutMs: 10_000, authorizer: undefined };
const routes = ['ANY /hooks/{connectionId}', 'ANY /hooks/{connectionId}/{rest+}'].map((routeKey) => ({
  routeKey,
  ...route,
}));

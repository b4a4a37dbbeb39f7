import { accountEvent, type AccountEvent } from '../../../domain/events/account-event.ts';
import type { Entity } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { RenderAnswer, RenderRequest } from '../../../domain/documents/render-request.ts';
import type {
  AdminPorts,
  ComparisonToStart,
  FirstLoadToStart,
  HandOverToStart,
} from '../../../functions/serve-admin-api/ports.ts';
import { aWebhook } from '../erp/a-connector.ts';
import { buildConnector, type Connectors } from '../../../functions/shared/erp/connectors.ts';
import { manifestSchema } from '../../../functions/shared/erp/manifest/manifest.ts';
import type { Secrets } from '../../../functions/shared/erp/types.ts';
import { openLedger } from '../../../functions/shared/store/ledger/ledger.ts';
import type { Store } from '../../../functions/shared/store/store.ts';

/** Ports that remember what they were asked to do. */
export interface TestPorts extends AdminPorts {
  readonly keptSecrets: Map<string, Secrets>;
  readonly archived: Map<string, Uint8Array>;
  readonly sent: { entity: Entity; message: DeliveryMessage }[];
  readonly started: string[];
  readonly compared: ComparisonToStart[];
  readonly loads: FirstLoadToStart[];
  readonly handedOver: HandOverToStart[];
  readonly files: Map<string, Uint8Array>;
  readonly rendered: RenderRequest[];
  readonly news: AccountEvent[];
  /** Debtors whose merge was announced. */
  readonly merged: string[];
}

export function testPorts(store: Store, overrides: Partial<AdminPorts> = {}): TestPorts {
  const memory = {
    keptSecrets: new Map<string, Secrets>(),
    archived: new Map<string, Uint8Array>(),
    sent: [] as TestPorts['sent'],
    started: [] as string[],
    compared: [] as ComparisonToStart[],
    loads: [] as FirstLoadToStart[],
    handedOver: [] as HandOverToStart[],
    files: new Map<string, Uint8Array>(),
    rendered: [] as RenderRequest[],
    news: [] as AccountEvent[],
    merged: [] as string[],
  };
  const ledger = openLedger({ LEDGER_TABLE: 'ledger' }, store.tables);
  return { ...memory, store, ledger, ...outside(memory), ...clockAndIds(), ...overrides };
}

type Memory = Pick<
  TestPorts,
  | 'keptSecrets'
  | 'archived'
  | 'sent'
  | 'started'
  | 'compared'
  | 'loads'
  | 'handedOver'
  | 'files'
  | 'rendered'
  | 'news'
  | 'merged'
>;

function outside(memory: Memory): Omit<AdminPorts, 'store' | 'ledger' | 'now' | 'newId' | 'today'> {
  const keep = (name: string, secrets: Secrets) =>
    Promise.resolve(void memory.keptSecrets.set(name, secrets));
  return {
    secrets: {
      read: (name) => Promise.resolve(memory.keptSecrets.get(name) ?? {}),
      create: keep,
      replace: keep,
      remove: (name) => Promise.resolve(void memory.keptSecrets.delete(name)),
    },
    archive: {
      read: ({ key, offset, length }) =>
        Promise.resolve((memory.archived.get(key) ?? new Uint8Array()).subarray(offset, offset + length)),
    },
    queues: {
      send: (entity, message) => Promise.resolve(void memory.sent.push({ entity, message })),
      depths: () => Promise.resolve([{ queue: 'invoices', waiting: 2, inFlight: 1 }]),
      deadLetterDepths: () => Promise.resolve([{ queue: 'invoices-dead', waiting: 0, inFlight: 0 }]),
    },
    catchUps: { start: (connectionId) => Promise.resolve(void memory.started.push(connectionId)) },
    firstLoads: { start: (load) => Promise.resolve(void memory.loads.push(load)) },
    comparisons: { start: (comparison) => Promise.resolve(void memory.compared.push(comparison)) },
    documents: {
      put: (key, bytes) => Promise.resolve(void memory.files.set(key, bytes)),
      read: (key) => Promise.resolve(memory.files.get(key)),
    },
    render: (request) => Promise.resolve(renderedBy(memory, request)),
    handOvers: { start: (handOver) => Promise.resolve(void memory.handedOver.push(handOver)) },
    testConnection: () => Promise.resolve({ ok: true, detail: 'It answered.' }),
    preview: () => Promise.resolve({ changes: [], notShown: 0 }),
    tryBody: () => Promise.resolve(nothingTried),
    rehearse: () => Promise.resolve(nothingRehearsed),
    announceDebtor: (debtor) => Promise.resolve(void memory.merged.push(debtor.recordId)),
    announce: (account, options) => Promise.resolve(void memory.news.push(accountEvent(account, options))),
    connectors: () => Promise.resolve(connectors),
    readAsset: (name) =>
      Promise.resolve(
        name === 'start.js' ? { bytes: Buffer.from('start'), mediaType: 'text/javascript' } : undefined,
      ),
    webhookBaseUrl: 'https://hooks.test',
    ownHosts: [],
  };
}

const nothingTried = {
  ...{ authentic: null, changes: [], requests: [], records: [], canonical: [], ignored: [] },
  ...{ refused: [], forPeople: [], problems: [], differences: [] },
};

const nothingRehearsed = {
  ...{ deliveries: 0, notShown: 0, items: [], cursor: null },
  counts: { equal: 0, changed: 0, failing: 0, mended: 0, 'still-failing': 0, 'not-comparable': 0 },
};

const sha256 = '0'.repeat(64);

/** A document of one page; a letterhead fits. */
function renderedBy(memory: Memory, request: RenderRequest): RenderAnswer {
  memory.rendered.push(request);
  if (request.action === 'check-letterhead') return { outcome: 'letterhead-fits', pages: 2 };
  const key = `${request.company}/${request.action}.pdf`;
  memory.files.set(key, Buffer.from('%PDF-1.7'));
  return { outcome: 'rendered', key, sha256, pages: 1 };
}

export const testNow = new Date('2026-02-01T08:00:00.000Z');

/** Every instant is the same, every id the next. */
function clockAndIds(): Pick<AdminPorts, 'now' | 'newId' | 'today'> {
  let count = 0;
  return { today: () => '2026-02-01', now: () => testNow, newId: () => `0000000${(count += 1)}` };
}

/** One that has a setting of each sort, and is never asked anything. */
const paperErp = buildConnector(
  manifestSchema.parse({
    name: 'paper-erp',
    title: 'Paper ERP',
    description: 'For tests.',
    settings: {
      localCurrency: { description: 'Currency of the books.', pattern: '^[A-Z]{3}$', required: true },
      tenant: { description: 'Tenant.', default: 'main', required: true },
    },
    secret: { signingSecrets: { description: 'Keys of the sender.' } },
    identity: { id: 'id', pattern: '^.+$' },
    webhook: aWebhook({ byHand: [{ name: 'Letters', text: 'A letter for each change.' }] }),
    resources: { things: { entity: 'debtor', payload: 'complete', mapping: { kind: 'canonical' } } },
  }),
  {},
);

const connectors: Connectors = {
  names: () => ['paper-erp'],
  get: (name) => (name === 'paper-erp' ? paperErp : undefined),
};

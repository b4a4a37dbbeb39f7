import type { Connection } from '../../../domain/records/connection.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import type { ConnectorFiles } from '../../shared/erp/connector-files.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { MAX_TRIAL_BYTES } from '../../shared/erp/trial/sandbox.ts';
import { HttpProblem } from '../../shared/http/problem.ts';
import type { AdminPorts } from '../ports.ts';
import type { TrialPorts } from '../trials/trial-ports.ts';
import { deployedConnector } from '../trials/try-body.ts';
import { trySandboxed } from '../trials/try-items.ts';
import { variantOf } from '../trials/variant.ts';
import { withoutSecrets } from '../trials/without-secrets.ts';
import type { Rehearsal, RehearsalAnswer } from '../views/rehearsal-view.ts';
import { chooseNext } from './choose-next.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import { itemsOfDelivery, reasonNotToRehearse, type DeliveryToRehearse } from './items-of-delivery.ts';
import { newTally, type Tally } from './tally.ts';

export type RehearsalPorts = Pick<
  TrialPorts,
  'store' | 'connectors' | 'shippedFiles' | 'sandbox' | 'secrets' | 'now'
> &
  Pick<AdminPorts, 'archive'>;

/** One run of a sandbox takes up to 20 s, and an answer has to be there within 29. */
const LAST_START_MS = 5_000;
const ITEMS_PER_RUN = 30;
/** What is mapped from them has to fit into the sandbox's answer. One body alone may have more. */
const BYTES_PER_RUN = 1_250_000;
const MOST_BYTES = 2_500_000;

/**
 * Maps stored deliveries with the shipped connector and with a changed one and tells what differs. Both go the same way, through the sandbox: a limit
 * that only one of them met would be a difference of its own. Writes nothing; a long rehearsal goes on by its cursor.
 */
export async function rehearse(
  ports: RehearsalPorts,
  connection: Connection,
  rehearsal: Rehearsal,
): Promise<RehearsalAnswer> {
  const connector = deployedConnector(ports, connection);
  const shipped = ports.shippedFiles(connector.name);
  const changed = variantOf(shipped, rehearsal.connector)?.files ?? shipped;
  const scene = { connection, connector, shipped, changed, room: roomBeside(shipped, changed) };
  const choice = await chooseNext(ports, connection, rehearsal);
  const [tally, endsAt] = [newTally(), ports.now() + LAST_START_MS];
  const mayGoOn = () => tally.deliveries === 0 || (!tally.isFull() && ports.now() < endsAt);
  while (tally.deliveries < choice.deliveries.length && mayGoOn()) {
    const group = await nextGroup(ports, scene, choice.deliveries.slice(tally.deliveries));
    await compareGroup(ports, scene, { group, tally });
  }
  const answer = { ...tally.answer(), cursor: choice.after(tally.deliveries) };
  return withoutSecrets(answer, await ports.secrets.read(connection.secretName));
}

interface Scene {
  readonly connection: Connection;
  readonly connector: Connector;
  readonly shipped: ConnectorFiles;
  readonly changed: ConnectorFiles;
  /** Bytes that bodies of one run may have. */
  readonly room: number;
}

/** Bodies are coded in base64 and share one request with the connector. */
function roomBeside(...connectors: readonly ConnectorFiles[]): number {
  const largest = Math.max(...connectors.map((files) => Buffer.byteLength(JSON.stringify(files))));
  const room = Math.floor((MAX_TRIAL_BYTES - largest) * 0.7) - 100_000;
  if (room > 0) return Math.min(room, MOST_BYTES);
  throw new HttpProblem('too-large', `The connector has ${largest} bytes; nothing else fits beside it.`);
}

/** As many deliveries as one run takes, at least one. */
async function nextGroup(
  ports: RehearsalPorts,
  scene: Scene,
  deliveries: readonly Delivery[],
): Promise<DeliveryToRehearse[]> {
  const group: DeliveryToRehearse[] = [];
  let [items, bytes] = [0, 0];
  for (const delivery of deliveries) {
    const next = await prepared(ports, scene, delivery);
    items += next.items.length;
    bytes += next.items.reduce((sum, { body }) => sum + Buffer.byteLength(body, 'base64'), 0);
    if (group.length > 0 && (items > ITEMS_PER_RUN || bytes > Math.min(scene.room, BYTES_PER_RUN))) break;
    group.push(next);
  }
  return group;
}

async function prepared(
  { archive }: RehearsalPorts,
  { connection, connector, room }: Scene,
  delivery: Delivery,
): Promise<DeliveryToRehearse> {
  const notComparable = reasonNotToRehearse(delivery, connector, room);
  if (notComparable !== undefined || !delivery.archive)
    return { delivery, items: [], notShown: 0, ...(notComparable !== undefined && { notComparable }) };
  return itemsOfDelivery({ delivery, connection }, await archive.read(delivery.archive), room);
}

interface Counted {
  readonly group: readonly DeliveryToRehearse[];
  readonly tally: Tally;
}

async function compareGroup(ports: RehearsalPorts, scene: Scene, { group, tally }: Counted): Promise<void> {
  const items = group.flatMap((each) => each.items);
  const [before, after] = await Promise.all([
    trySandboxed(ports, scene.shipped, items),
    trySandboxed(ports, scene.changed, items),
  ]);
  let next = 0;
  for (const delivery of group) {
    const pairs = delivery.items.map(() => [before[next], after[next++]] as const);
    tally.add(
      delivery,
      pairs.flatMap(([left, right]) => (left && right ? compareOutcomes(left, right) : [])),
    );
  }
}

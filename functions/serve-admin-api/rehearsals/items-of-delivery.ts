import type { Connection } from '../../../domain/records/connection.ts';
import type { Delivery } from '../../../domain/records/delivery.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { isJsonList, parseLossless, type JsonValue } from '../../shared/erp/lossless-json.ts';
import type { TrialItem } from '../../shared/erp/trial/sandbox.ts';

/** A page is tried in parts, so that one slow record does not cost all. */
const RECORDS_PER_ITEM = 10;
const MOST_RECORDS = 200;

/** A stored delivery as bodies to map again. */
export interface DeliveryToRehearse {
  readonly delivery: Delivery;
  readonly items: readonly TrialItem[];
  /** Why it has none. */
  readonly notComparable?: string;
  /** Records behind the first ones of a page. */
  readonly notShown: number;
}

/** Why a delivery's body cannot be mapped again; undefined where it can. */
export function reasonNotToRehearse(
  delivery: Delivery,
  connector: Connector,
  room: number,
): string | undefined {
  const { archive, channel, resource } = delivery;
  if (!archive) return 'The delivery is still on its way.';
  if (channel === 'compare') return 'What a comparison found holds no record of the ERP.';
  if (channel === 'webhook')
    return archive.length > room
      ? `The body has ${archive.length} bytes; at most ${room} are rehearsed.`
      : undefined;
  const pull = resource === undefined ? undefined : connector.manifest.resources[resource]?.pull;
  if (pull?.expand === true) return 'The page holds ids only; what was read is not kept.';
  return undefined;
}

/** `room` is how many bytes its bodies may have together. */
export function itemsOfDelivery(
  { delivery, connection }: { readonly delivery: Delivery; readonly connection: Connection },
  bytes: Uint8Array,
  room: number,
): DeliveryToRehearse {
  const { settings, externalCompany } = connection;
  const common = { settings, ...(externalCompany !== undefined && { externalCompany }) };
  if (delivery.channel === 'webhook') {
    const { deliveryId: key, headers, refusedEntries } = delivery;
    const said = { key, headers, body: Buffer.from(bytes).toString('base64') };
    return {
      ...{ delivery, notShown: 0 },
      items: [{ ...common, ...said, ...(refusedEntries && { refusedEntries: [...refusedEntries] }) }],
    };
  }
  return pageItems(delivery, common, { bytes, room });
}

type Common = Pick<TrialItem, 'settings' | 'externalCompany'>;

function pageItems(
  delivery: Delivery,
  common: Common,
  { bytes, room }: { readonly bytes: Uint8Array; readonly room: number },
): DeliveryToRehearse {
  const page = parseLossless(bytes);
  const records = page.ok && isJsonList(page.value) ? page.value : [];
  const parts = partsOf(records.slice(0, MOST_RECORDS), room);
  const [as = 'debtor'] = delivery.entities;
  const items = parts.map((body, index) => ({
    ...{ ...common, key: `${delivery.deliveryId} ${index}`, body: Buffer.from(body).toString('base64'), as },
    ...(delivery.resource !== undefined && { resource: delivery.resource }),
  }));
  const shown = Math.min(records.length, MOST_RECORDS, parts.length * RECORDS_PER_ITEM);
  return { delivery, items, notShown: records.length - shown };
}

/** Texts of lists of records; the last ones are left out where there is no more room. */
function partsOf(records: readonly JsonValue[], room: number): string[] {
  const parts: string[] = [];
  let left = room;
  for (let start = 0; start < records.length; start += RECORDS_PER_ITEM) {
    const text = JSON.stringify(records.slice(start, start + RECORDS_PER_ITEM));
    left -= Buffer.byteLength(text);
    if (left < 0) break;
    parts.push(text);
  }
  return parts;
}

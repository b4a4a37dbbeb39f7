import { textAt, type JsonValue } from '../lossless-json.ts';
import { secretValues } from '../types.ts';
import type { Wish } from './listed-subscription.ts';

/**
 * Whether a subscription calls this connection where it is no longer: on another host, or by a key that is being replaced. Another installation may have a
 * connection of the same name to the same ERP; where the list shows a shared value that we never had, it is not ours to end.
 */
export function callsFormerAddress({ access, rules, addresses }: Wish, subscription: JsonValue): boolean {
  const listed = URL.parse(textAt(subscription, rules.fields.notificationUrl) ?? '');
  const current = new URL(addresses.current);
  if (listed === null || listed.href === current.href) return false;
  const here = new URL(listed.pathname + listed.search, current).href;
  if (!addresses.all.some((address) => new URL(address).href === here)) return false;
  const { secret } = rules.fields;
  const shown = secret && textAt(subscription, secret.path);
  return !secret || shown === undefined || secretValues(access.secrets, secret.member).includes(shown);
}

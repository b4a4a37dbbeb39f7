import { textAt, type JsonValue } from '../lossless-json.ts';
import { secretValues } from '../types.ts';
import type { Wish } from './listed-subscription.ts';

/**
 * Whether a subscription calls this connection where it is no longer: the same path on another host. Another installation may have a
 * connection of the same name to the same ERP; where the list shows a shared value that we never had, it is not ours to end.
 */
export function callsFormerAddress({ access, rules, desired }: Wish, subscription: JsonValue): boolean {
  const listed = URL.parse(textAt(subscription, rules.fields.notificationUrl) ?? '');
  const ours = new URL(desired.notificationUrl);
  if (listed === null || listed.origin === ours.origin || listed.pathname !== ours.pathname) return false;
  const { secret } = rules.fields;
  const shown = secret && textAt(subscription, secret.path);
  return !secret || shown === undefined || secretValues(access.secrets, secret.member).includes(shown);
}

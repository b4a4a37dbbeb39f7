import { textAt, type JsonValue } from '../lossless-json.ts';
import type { Subscriptions } from '../manifest/subscriptions.ts';
import { currentSecret } from '../types.ts';
import type { CalledAddresses } from './called-addresses.ts';
import type { ErpAccess } from './erp-access.ts';
import type { TemplateValues } from './template.ts';

/** What has to be subscribed to, and where it shall call. */
export interface Wish {
  readonly access: ErpAccess;
  readonly rules: Subscriptions;
  readonly desired: DesiredSubscriptions;
  readonly addresses: CalledAddresses;
  readonly topic: string;
}

export interface DesiredSubscriptions {
  /** The connection's webhook, without a key where one belongs to its address. */
  readonly notificationUrl: string;
  /** Present time; subscriptions that end soon after it are renewed. */
  readonly now: number;
}

/** What requests about a subscription name it by. */
export function identityOf({ rules: { fields } }: Wish, subscription: JsonValue): TemplateValues {
  return {
    subscriptionId: textAt(subscription, fields.id),
    etag: fields.etag === undefined ? undefined : textAt(subscription, fields.etag),
  };
}

export function isOurs(wish: Wish, subscription: JsonValue): boolean {
  const address = textAt(subscription, wish.rules.fields.notificationUrl);
  return address === wish.addresses.current && isOfTopic(wish, subscription);
}

export function isOfTopic({ rules, topic }: Wish, subscription: JsonValue): boolean {
  const listedTopic = textAt(subscription, rules.fields.topic) ?? '';
  return rules.topicMatch === 'suffix'
    ? `/${listedTopic}`.toLowerCase().endsWith(`/${topic}`.toLowerCase())
    : listedTopic === topic;
}

/** Whether the ERP still sends by it. */
export function isActive({ rules: { fields } }: Wish, subscription: JsonValue): boolean {
  const { active } = fields;
  return active === undefined || new RegExp(active.matches).test(textAt(subscription, active.path) ?? '');
}

/** Whether it ends soon, or carries a shared value that is no longer the first of ours. */
export function isDue({ access, rules, desired }: Wish, subscription: JsonValue): boolean {
  const { expiresAt, secret } = rules.fields;
  const ends = expiresAt === undefined ? undefined : Date.parse(textAt(subscription, expiresAt) ?? '');
  if (ends !== undefined && !(ends - desired.now > rules.renewBeforeHours * 3_600_000)) return true;
  const shown = secret === undefined ? undefined : textAt(subscription, secret.path);
  return (
    secret !== undefined && shown !== undefined && shown !== currentSecret(access.secrets, secret.member)
  );
}

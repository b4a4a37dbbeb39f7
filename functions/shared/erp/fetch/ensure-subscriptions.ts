import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { Subscriptions } from '../manifest/http.ts';
import { currentSecret } from '../types.ts';
import { addressOf, ask, type RequestTemplate } from './ask.ts';
import type { ErpAccess } from './erp-access.ts';
import { callsFormerAddress } from './former-address.ts';
import { listPage, type ListRequest } from './paging.ts';
import { filled, type TemplateValues } from './template.ts';

export interface EnsuredSubscription {
  /** What the ERP calls the subscribed thing, without the address in front. */
  readonly topic: string;
  readonly action: 'created' | 'renewed' | 'kept' | 'removed' | 'failed';
  readonly externalId?: string;
  readonly expiresAt?: string;
  /** Why it failed, for people. */
  readonly reason?: string;
}

export interface DesiredSubscriptions {
  readonly notificationUrl: string;
  /** Present time; subscriptions that end soon after it are renewed. */
  readonly now: number;
}

/**
 * Brings the ERP's subscriptions to what the connector wants: one per topic for our address, created when missing, renewed before they end
 * or when their shared value is outdated; those of an address we had before end once the new one stands. A topic that fails does not hold
 * up the others. Safe to repeat.
 */
export async function ensureSubscriptions(
  access: ErpAccess,
  desired: DesiredSubscriptions,
): Promise<EnsuredSubscription[]> {
  const rules = access.connector.manifest.subscriptions;
  if (rules === undefined) return [];
  const existing = await listed(access, rules);
  const results: EnsuredSubscription[] = [];
  for (const template of rules.topics) {
    const wish = { access, rules, desired, topic: filled(template, access) };
    const result = await ensured(wish, existing).catch((error: unknown) => failed(wish.topic, error));
    results.push(result);
    if (result.action !== 'failed') results.push(...(await withoutFormer(wish, existing)));
  }
  return results;
}

interface Wish {
  readonly access: ErpAccess;
  readonly rules: Subscriptions;
  readonly desired: DesiredSubscriptions;
  readonly topic: string;
}

async function ensured(wish: Wish, existing: readonly JsonValue[]): Promise<EnsuredSubscription> {
  const found = existing.find((subscription) => isOurs(wish, subscription));
  if (found === undefined)
    return written(wish, { action: 'created', request: wish.rules.create, values: {} });
  if (wish.rules.renew === undefined || !isDue(wish, found)) return stateOf(wish, 'kept', found);
  const values = identityOf(wish, found);
  return written(wish, { action: 'renewed', request: wish.rules.renew, values });
}

function identityOf({ rules: { fields } }: Wish, subscription: JsonValue): TemplateValues {
  return {
    subscriptionId: textAt(subscription, fields.id),
    etag: fields.etag === undefined ? undefined : textAt(subscription, fields.etag),
  };
}

function isOurs(wish: Wish, subscription: JsonValue): boolean {
  const address = textAt(subscription, wish.rules.fields.notificationUrl);
  return address === wish.desired.notificationUrl && isOfTopic(wish, subscription);
}

function isOfTopic({ rules, topic }: Wish, subscription: JsonValue): boolean {
  const listedTopic = textAt(subscription, rules.fields.topic) ?? '';
  return rules.topicMatch === 'suffix'
    ? `/${listedTopic}`.toLowerCase().endsWith(`/${topic}`.toLowerCase())
    : listedTopic === topic;
}

/** One that cannot be ended is said, but what is wanted stands. */
async function withoutFormer(wish: Wish, existing: readonly JsonValue[]): Promise<EnsuredSubscription[]> {
  const { remove } = wish.rules;
  if (remove === undefined) return [];
  const results: EnsuredSubscription[] = [];
  for (const subscription of existing.filter((each) => isOfTopic(wish, each))) {
    if (!callsFormerAddress(wish, subscription)) continue;
    const write: Write = { action: 'removed', request: remove, values: identityOf(wish, subscription) };
    results.push(await ended(wish, write).catch((error: unknown) => failed(wish.topic, error)));
  }
  return results;
}

async function ended(wish: Wish, { request, values }: Write): Promise<EnsuredSubscription> {
  const { access, topic } = wish;
  const all = { ...values, topic };
  await ask(access, { request, values: all, url: addressOf(access, request, all) });
  return { topic, action: 'removed' };
}

function isDue({ access, rules, desired }: Wish, subscription: JsonValue): boolean {
  const { expiresAt, secret } = rules.fields;
  const ends = expiresAt === undefined ? undefined : Date.parse(textAt(subscription, expiresAt) ?? '');
  if (ends !== undefined && !(ends - desired.now > rules.renewBeforeHours * 3_600_000)) return true;
  const shown = secret === undefined ? undefined : textAt(subscription, secret.path);
  return (
    secret !== undefined && shown !== undefined && shown !== currentSecret(access.secrets, secret.member)
  );
}

interface Write {
  readonly action: 'created' | 'renewed' | 'removed';
  readonly request: RequestTemplate;
  readonly values: TemplateValues;
}

async function written(wish: Wish, { action, request, values }: Write): Promise<EnsuredSubscription> {
  const { access, desired, topic } = wish;
  const all = { ...values, topic, notificationUrl: desired.notificationUrl };
  const reply = await ask(access, { request, values: all, url: addressOf(access, request, all) });
  if (reply.gone) throw new ErpRejectedError(`The ERP does not know what to subscribe to: ${topic}.`);
  return stateOf(wish, action, reply.json);
}

function stateOf(
  { rules, topic }: Wish,
  action: EnsuredSubscription['action'],
  subscription: JsonValue,
): EnsuredSubscription {
  const externalId = textAt(subscription, rules.fields.id);
  const expiresAt =
    rules.fields.expiresAt === undefined ? undefined : textAt(subscription, rules.fields.expiresAt);
  return {
    topic,
    action,
    ...(externalId === undefined ? {} : { externalId }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function failed(topic: string, error: unknown): EnsuredSubscription {
  if (!(error instanceof ErpRejectedError || error instanceof ErpUnavailableError)) throw error;
  return { topic, action: 'failed', reason: error.message };
}

async function listed(access: ErpAccess, rules: Subscriptions): Promise<JsonValue[]> {
  const list: ListRequest = { request: rules.list, values: {}, records: rules.list.records };
  const all: JsonValue[] = [];
  let page = await listPage(access, list);
  all.push(...page.records);
  while (page.nextCursor !== undefined && all.length < 10_000) {
    page = await listPage(access, list, page.nextCursor);
    all.push(...page.records);
  }
  return all;
}

import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { textAt, type JsonValue } from '../lossless-json.ts';
import type { Subscriptions } from '../manifest/subscriptions.ts';
import { addressOf, ask, type Reply, type RequestTemplate } from './ask.ts';
import { calledAddresses } from './called-addresses.ts';
import type { ErpAccess } from './erp-access.ts';
import { callsFormerAddress } from './former-address.ts';
import {
  identityOf,
  isActive,
  isDue,
  isOfTopic,
  isOurs,
  type DesiredSubscriptions,
  type Wish,
} from './listed-subscription.ts';
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

/**
 * Brings the ERP's subscriptions to what the connector wants: one per topic for our address, created when missing, renewed before they end
 * or when their shared value is outdated, made anew when the ERP switched them off; those of an address we had before end once the new one
 * stands. A topic that fails does not hold up the others. Safe to repeat.
 */
export async function ensureSubscriptions(
  access: ErpAccess,
  desired: DesiredSubscriptions,
): Promise<EnsuredSubscription[]> {
  const rules = access.connector.manifest.subscriptions;
  if (rules === undefined) return [];
  const addresses = calledAddresses(access, desired.notificationUrl);
  const existing = await listed(access, rules);
  const results: EnsuredSubscription[] = [];
  for (const template of rules.topics) {
    const standing = existing.length + changeBy(results);
    const topic = filled(template, access);
    const wish = { access, rules, desired, addresses, topic, existing, standing };
    const ended = await ensured(wish).catch((error: unknown) => [failed(wish.topic, error)]);
    results.push(...ended);
    if (ended.every(({ action }) => action !== 'failed')) results.push(...(await withoutFormer(wish)));
  }
  return results;
}

interface Task extends Wish {
  readonly existing: readonly JsonValue[];
  /** How many subscriptions the ERP has by now, those of others included. */
  readonly standing: number;
}

const changeBy = (results: readonly EnsuredSubscription[]): number =>
  results.filter(({ action }) => action === 'created').length -
  results.filter(({ action }) => action === 'removed').length;

/** Of several of ours the first that works stays. */
async function ensured(task: Task): Promise<EnsuredSubscription[]> {
  const ours = task.existing.filter((each) => isOurs(task, each));
  const found = ours.find((each) => isActive(task, each)) ?? ours[0];
  const upheldOrNew = found === undefined ? [await created(task)] : await upheld(task, found);
  return [
    ...upheldOrNew,
    ...(await withoutAll(
      task,
      ours.filter((each) => each !== found),
    )),
  ];
}

async function upheld(task: Task, found: JsonValue): Promise<EnsuredSubscription[]> {
  if (!isActive(task, found)) return revived(task, found);
  if (!isDue(task, found)) return [stateOf(task, 'kept', found)];
  return task.rules.renew === undefined
    ? [await created(task), ...(await withoutAll(task, [found]))]
    : [await renewed(task, task.rules.renew, found)];
}

/** What the ERP switched off stays off: it is ended and made anew, or where it cannot be ended, renewed. */
async function revived(task: Task, dead: JsonValue): Promise<EnsuredSubscription[]> {
  const { remove, renew } = task.rules;
  if (remove === undefined && renew !== undefined) return [await renewed(task, renew, dead)];
  const ended = await withoutAll(task, [dead]);
  return [...ended, await created({ ...task, standing: task.standing + changeBy(ended) })];
}

async function created(task: Task): Promise<EnsuredSubscription> {
  const { rules, standing } = task;
  if (rules.most !== undefined && standing >= rules.most)
    throw new ErpRejectedError(
      `The ERP has room for ${rules.most} subscriptions and has ${standing}; end some that nobody needs there, and this one follows by itself.`,
    );
  return newlyMade(task).catch((error: unknown) => madeByOthers(task, error));
}

async function newlyMade(task: Task): Promise<EnsuredSubscription> {
  const reply = await asked(task, task.rules.create, {});
  if (reply.gone) throw new ErpRejectedError(`The ERP does not know what to subscribe to: ${task.topic}.`);
  return stateOf(task, 'created', reply.json);
}

/** A catch-up and the clock may do so at the same moment: what the other one made is as good. */
async function madeByOthers(task: Task, error: unknown): Promise<EnsuredSubscription> {
  if (!(error instanceof ErpRejectedError)) throw error;
  const existing = await listed(task.access, task.rules);
  const made = existing.find((each) => isOurs(task, each) && isActive(task, each) && !isDue(task, each));
  if (made === undefined) throw error;
  return stateOf(task, 'kept', made);
}

/** Gone meanwhile: the ERP dropped it between the list and now. */
async function renewed(task: Task, request: RequestTemplate, found: JsonValue): Promise<EnsuredSubscription> {
  const reply = await asked(task, request, identityOf(task, found));
  return reply.gone
    ? created({ ...task, standing: task.standing - 1 })
    : stateOf(task, 'renewed', reply.json);
}

function withoutFormer(task: Task): Promise<EnsuredSubscription[]> {
  const ofTopic = task.existing.filter((each) => isOfTopic(task, each));
  return withoutAll(
    task,
    ofTopic.filter((each) => callsFormerAddress(task, each)),
  );
}

/** One that cannot be ended is said, but what is wanted stands. */
async function withoutAll(task: Task, subscriptions: readonly JsonValue[]): Promise<EnsuredSubscription[]> {
  const { topic, rules } = task;
  const { remove } = rules;
  if (remove === undefined) return [];
  const results: EnsuredSubscription[] = [];
  for (const subscription of subscriptions) {
    const ended = asked(task, remove, identityOf(task, subscription));
    results.push(
      await ended.then(
        () => ({ topic, action: 'removed' }) as const,
        (error: unknown) => failed(topic, error),
      ),
    );
  }
  return results;
}

function asked(task: Task, request: RequestTemplate, identity: TemplateValues): Promise<Reply> {
  const { access, addresses, topic } = task;
  const values = { ...identity, topic, notificationUrl: addresses.current };
  return ask(access, { request, values, url: addressOf(access, request, values) });
}

function stateOf(
  { rules: { fields }, topic }: Wish,
  action: EnsuredSubscription['action'],
  subscription: JsonValue,
): EnsuredSubscription {
  const externalId = textAt(subscription, fields.id);
  const expiresAt = fields.expiresAt === undefined ? undefined : textAt(subscription, fields.expiresAt);
  return {
    topic,
    action,
    ...(externalId !== undefined && { externalId }),
    ...(expiresAt !== undefined && { expiresAt }),
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

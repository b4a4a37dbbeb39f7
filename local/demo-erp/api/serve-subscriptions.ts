import * as z from 'zod';
import type { Erp } from '../erp.ts';
import { json, nothing } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { isEntitySet } from '../records/entity-sets.ts';
import { badRequest, ErpError, unknownRecord } from '../records/erp-error.ts';
import { shakeHands } from '../subscriptions/handshake.ts';
import type { Subscription, SubscriptionWish } from '../subscriptions/subscriptions.ts';
import { guidFrom } from '../values/guid.ts';
import { instantText } from '../values/instant.ts';
import { bodyOf } from './body.ts';
import { etagOf } from './render.ts';

const wishSchema = z.object({
  notificationUrl: z.string().min(1).max(2048),
  resource: z.string().min(1).max(2048),
  clientState: z.string().max(2048).default(''),
});

export async function serveSubscriptions(
  erp: Erp,
  request: IncomingRequest,
  key: string | undefined,
): Promise<Answer> {
  if (key === undefined) return serveAll(erp, request);
  const subscription = erp.subscriptions.find(key);
  if (!subscription) throw unknownRecord('Subscription', key);
  switch (request.method) {
    case 'GET':
      return json(200, shown(subscription), { etag: tagOf(subscription) });
    case 'PATCH':
      return renew(erp, request, subscription);
    case 'DELETE':
      if (request.headers['if-match'] !== undefined) requireMatch(request, subscription);
      erp.subscriptions.remove(key);
      return nothing;
    default:
      throw new ErpError(
        405,
        'BadRequest_MethodNotAllowed',
        `'${request.method}' is not allowed on a subscription.`,
      );
  }
}

async function serveAll(erp: Erp, request: IncomingRequest): Promise<Answer> {
  if (request.method === 'GET') return json(200, { value: erp.subscriptions.list().map(shown) });
  if (request.method !== 'POST') {
    throw new ErpError(
      405,
      'BadRequest_MethodNotAllowed',
      `'${request.method}' is not allowed on subscriptions.`,
    );
  }
  const wish = wishFrom(erp, wishSchema.safeParse(bodyOf(request)));
  erp.subscriptions.requireRoomFor(wish);
  await shakeHands(wish.notificationUrl, erp.options.handshakeMilliseconds);
  const created = erp.subscriptions.create(wish);
  return json(201, shown(created), { etag: tagOf(created) });
}

/** Renewing shakes hands again; who does not answer keeps the old expiry. */
async function renew(erp: Erp, request: IncomingRequest, subscription: Subscription): Promise<Answer> {
  requireMatch(request, subscription);
  const asked = bodyOf(request);
  const wish = wishFrom(erp, wishSchema.safeParse({ ...subscription, ...asked }));
  if (wish.entitySet !== subscription.entitySet)
    throw badRequest('The resource of a subscription cannot be changed.');
  await shakeHands(wish.notificationUrl, erp.options.handshakeMilliseconds);
  const renewed = erp.subscriptions.renew(subscription, wish);
  return json(200, shown(renewed), { etag: tagOf(renewed) });
}

function wishFrom(erp: Erp, parsed: z.ZodSafeParseResult<z.infer<typeof wishSchema>>): SubscriptionWish {
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  const { notificationUrl, resource, clientState } = parsed.data;
  const path = (URL.parse(resource)?.pathname ?? resource).replace(/^\//, '');
  const set = new RegExp(`^api/v2\\.0/companies\\(${erp.companyId}\\)/(\\w+)$`, 'i').exec(path)?.[1] ?? '';
  if (!isEntitySet(set)) throw badRequest(`'${resource}' is not a resource that can be subscribed to.`);
  return { notificationUrl, resource, clientState, entitySet: set };
}

function requireMatch(request: IncomingRequest, subscription: Subscription): void {
  const given = request.headers['if-match'];
  if (given === undefined) {
    const message = 'Could not validate the client concurrency token; send If-Match with the ETag.';
    throw new ErpError(400, 'BadRequest_InvalidToken', message);
  }
  if (given !== '*' && given !== tagOf(subscription)) {
    throw new ErpError(409, 'Request_EntityChanged', 'Another user has already changed the record.');
  }
}

const tagOf = ({ id, revision }: Subscription): string => etagOf(id, revision);

const userId = guidFrom('demo-erp/user/integration');

const shown = (subscription: Subscription) => ({
  '@odata.etag': tagOf(subscription),
  subscriptionId: subscription.id,
  notificationUrl: subscription.notificationUrl,
  resource: subscription.resource,
  userId,
  lastModifiedDateTime: instantText(subscription.modifiedAt),
  clientState: subscription.clientState,
  expirationDateTime: instantText(subscription.expiresAt),
  systemCreatedAt: instantText(subscription.createdAt),
  systemCreatedBy: userId,
  systemModifiedAt: instantText(subscription.modifiedAt),
  systemModifiedBy: userId,
});

import type { Connector } from '../../../functions/shared/erp/connectors.ts';
import { aConnector, aWebhook } from '../../support/erp/a-connector.ts';
import type { Plan } from './plan.ts';

export const ZONE = 'Europe/Vienna';

/** The manifest that describes the simulated ERP of a plan. */
export function connectorOf(plan: Plan): Connector {
  return aConnector({
    secret: { key: { description: 'Of the sender; the door is not part of this.' } },
    webhook: aWebhook({
      // What nobody vouches for would be a hint only, whose record is read.
      authenticity: { kind: 'bearer', secret: 'key' },
      envelope: {
        kind: 'topics',
        ...{ topic: 'type', id: ['id'], at: 'at', version: 'version' },
        ...(plan.webhooks === 'payload' && { data: 'data' }),
        topics: {
          'debtor.changed': { resource: 'debtors', change: 'updated' },
          'debtor.gone': { resource: 'debtors', change: 'deleted' },
          'product.changed': { resource: 'products', change: 'updated' },
          'product.gone': { resource: 'products', change: 'deleted' },
        },
      },
    }),
    http: {
      ...{ authentication: { kind: 'none' }, test: { path: 'test' }, paging: pagingOf(plan) },
      budget: { concurrency: 20 },
    },
    resources: { debtors: resourceOf(plan, 'debtor'), products: resourceOf(plan, 'product') },
  });
}

function pagingOf({ paging, pageSize: size }: Plan) {
  switch (paging) {
    case 'key':
      return { kind: 'key' as const, start: ' ', size };
    case 'page':
      return { kind: 'page' as const, parameter: 'page', size };
    case 'offset':
      return { kind: 'offset' as const, parameter: 'offset', size };
    case 'next-link':
      return { kind: 'next-link' as const, path: 'next' };
  }
}

function resourceOf(plan: Plan, entity: 'debtor' | 'product') {
  const path = `${entity}s`;
  const isHeader = plan.grain === 'http-date';
  const after: Record<string, string> = plan.paging === 'key' ? { after: '{after}' } : {};
  const aliases: Record<string, string> = {
    id: 'externalId',
    ...(plan.dated === 'time' && { changed: 'modifiedAt' }),
  };
  return {
    ...{ entity, payload: 'complete' as const, mapping: { kind: 'canonical' as const, aliases } },
    fetch: { path: `${path}/{id}` },
    pull: {
      ...{ path, records: 'rows', modified: 'changed' },
      query: { ...after, ...(!isHeader && { since: '{since}' }) },
      ...(isHeader && { headers: { 'if-modified-since': '{since}' } }),
      since: { format: plan.grain, zone: ZONE },
    },
    list: {
      ...{ path: `${path}/keys`, records: 'rows', query: after },
      count: plan.count === 'asked' ? { path: `${path}/count`, number: 'total' } : 'total',
    },
  };
}

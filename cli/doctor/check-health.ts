import type * as z from 'zod';
import { healthSchema } from '../../functions/serve-admin-api/views/health-view.ts';
import type { AdminClient } from '../admin-client.ts';
import type { Finding } from './finding.ts';

type Health = z.output<typeof healthSchema>;

/** What the Admin API knows of queues, parked deliveries and catch-ups; in AWS as on this machine. */
export async function checkHealth(client: AdminClient): Promise<Finding[]> {
  const health = healthSchema.parse(await client.get('/health'));
  return [lastDelivery(health), ...health.attention.map(attention), ...health.connections.map(catchUp)];
}

function lastDelivery({ lastDelivery: last }: Health): Finding {
  const what = 'last delivery';
  if (!last) return { what, state: 'note', detail: 'none within 31 days' };
  return { what, state: 'good', detail: `${last.receivedAt}, ${last.ageSeconds} s ago` };
}

const attention = (sentence: string): Finding => ({
  what: 'attention',
  state: 'note',
  detail: sentence,
  advice: 'see docs/runbook.md',
});

function catchUp({ connectionId, state, lastCatchUp }: Health['connections'][number]): Finding {
  const what = `connection ${connectionId}`;
  if (state === 'paused') return { what, state: 'note', detail: 'is paused' };
  if (!lastCatchUp) return { what, state: 'good', detail: 'was never caught up' };
  const { outcome, startedAt, endedAt } = lastCatchUp;
  const since = outcome === 'running' ? `runs since ${startedAt}` : `${outcome} at ${endedAt ?? startedAt}`;
  return { what, state: outcome === 'stopped' ? 'note' : 'good', detail: `last catch-up ${since}` };
}

import { may, route } from '../define-route.ts';
import { readHealth } from '../health/read-health.ts';
import { healthSchema } from '../views/health-view.ts';

export const healthRoutes = [
  route({
    id: 'getHealth',
    method: 'GET',
    path: '/health',
    tag: 'System',
    summary: 'What waits, what failed, and how far the catch-ups came',
    roles: may.read,
    returns: { json: healthSchema },
    handle: async ({ caller }, ports) => ({ body: await readHealth(ports, caller.company) }),
  }),
];

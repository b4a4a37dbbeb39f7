import * as z from 'zod';
import { may, route } from '../define-route.ts';
import { connectorView, connectorViewSchema } from '../views/connector-view.ts';

export const connectorRoutes = [
  route({
    id: 'listConnectors',
    method: 'GET',
    path: '/connectors',
    tag: 'Connections',
    summary: 'List the ERPs that can be connected, and what each needs',
    roles: may.read,
    returns: { json: z.object({ items: z.array(connectorViewSchema) }).meta({ id: 'Connectors' }) },
    handle: async (_request, ports) => {
      const connectors = await ports.connectors();
      return { body: { items: connectors.names().flatMap((name) => connectorView(connectors.get(name))) } };
    },
  }),
];

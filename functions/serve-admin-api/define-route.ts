import { routeFactory } from '../shared/http/route.ts';
import { everyRole, type Role } from '../shared/http/roles.ts';
import type { AdminPorts } from './ports.ts';

/** Declares a route of the Admin API. */
export const route = routeFactory<AdminPorts>();

/** Who may do what, in the words of the work. Operators keep the installation running and may do all of it. */
export const may = {
  read: everyRole,
  sell: ['sales', 'service', 'operator'],
  quote: ['sales', 'operator'],
  release: ['sales', 'accounting', 'operator'],
  audit: ['accounting', 'operator'],
  administer: ['accounting', 'operator'],
  couple: ['sales', 'accounting', 'integrator', 'operator'],
  seePayloads: ['accounting', 'integrator', 'operator'],
  settleDeliveries: ['integrator', 'operator'],
  connect: ['integrator', 'operator'],
} as const satisfies Record<string, readonly Role[]>;

import type { Erp } from '../erp.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { ErpError, unknownSegment } from '../records/erp-error.ts';
import { customerRoutes } from './customer-routes.ts';
import { invoiceRoutes } from './invoice-routes.ts';
import { itemRoutes } from './item-routes.ts';
import { machineRoutes } from './machine-routes.ts';
import { orderRoutes } from './order-routes.ts';
import type { Route } from './route.ts';
import { snapshotRoutes } from './snapshot-routes.ts';

const routes: readonly Route[] = [
  ...customerRoutes,
  ...itemRoutes,
  ...invoiceRoutes,
  ...orderRoutes,
  ...snapshotRoutes,
  ...machineRoutes,
];

/** `/demo/…`: what a person at the ERP would do, and switches no ERP has. */
export function serveControl(erp: Erp, request: IncomingRequest): Answer {
  requireOwnPage(request);
  const wanted = request.path.slice('/demo/'.length).split('/');
  const found = routes.find((route) => isAt(route, wanted) && methodOf(route) === request.method);
  if (found) return found.serve({ erp, request, key: keyIn(found, wanted) });
  const others = routes.filter((route) => isAt(route, wanted));
  if (others.length === 0) throw unknownSegment(request.path);
  throw new ErpError(405, 'BadRequest_MethodNotAllowed', `Here works: ${others.map(methodOf).join(', ')}.`);
}

const methodOf = ({ does }: Route): string => does.slice(0, does.indexOf(' '));

const patternOf = ({ does }: Route): string[] => does.slice(does.indexOf(' ') + 1).split('/');

function isAt(route: Route, wanted: readonly string[]): boolean {
  const pattern = patternOf(route);
  return (
    pattern.length === wanted.length &&
    pattern.every((part, index) => part === ':key' || part === wanted[index])
  );
}

const keyIn = (route: Route, wanted: readonly string[]): string =>
  wanted[patternOf(route).indexOf(':key')] ?? '';

/** Pages of other sites that a browser has open must not reach the ERP behind its user's back. */
function requireOwnPage({ headers, origin, method }: IncomingRequest): void {
  const from = headers['origin'];
  if (method !== 'GET' && from !== undefined && from !== origin) {
    throw new ErpError(403, 'Authorization_Denied', 'Only the page of this ERP may do that.');
  }
}

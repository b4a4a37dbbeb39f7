import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import type { Outbound } from '../manifest/outbound.ts';
import type { Budget } from './budget.ts';

/** An ERP that takes hand-overs, and the limits it sets. */
export interface OutboundAccess {
  readonly access: ErpAccess;
  readonly rules: Outbound;
  readonly budget: Budget;
}

/** Throws an `ErpRejectedError` where the connector only receives. */
export function outboundAccess(access: ErpAccess, budget: Budget): OutboundAccess {
  const { outbound } = access.connector.manifest;
  if (outbound !== undefined) return { access, rules: outbound, budget };
  throw new ErpRejectedError(
    `The connector ${access.connector.name} of ${access.connection.connectionId} hands nothing over; hand over by another connection.`,
  );
}

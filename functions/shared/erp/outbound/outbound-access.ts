import { ErpRejectedError } from '../../../../domain/errors.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import type { Outbound } from '../manifest/outbound.ts';

/** An ERP that takes hand-overs. */
export interface OutboundAccess {
  readonly access: ErpAccess;
  readonly rules: Outbound;
}

/** Throws an `ErpRejectedError` where the connector only receives. */
export function outboundAccess(access: ErpAccess): OutboundAccess {
  const { outbound } = access.connector.manifest;
  if (outbound !== undefined) return { access, rules: outbound };
  throw new ErpRejectedError(
    `The connector ${access.connector.name} of ${access.connection.connectionId} hands nothing over; hand over by another connection.`,
  );
}

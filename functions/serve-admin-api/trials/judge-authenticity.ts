import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { judgeBody, notJudged, type Judgement } from '../../shared/erp/trial/judge-body.ts';
import type { Secrets } from '../../shared/erp/types.ts';
import { lowerCaseNames } from '../../shared/http/read-request.ts';
import type { TrialRequest } from '../views/trial-view.ts';

interface Evidence {
  readonly connection: Connection;
  readonly request: TrialRequest;
  readonly secrets: Secrets;
  readonly nowMs: number;
}

/**
 * Whether the door would let a body in: by the shipped connector and the connection's own secrets, whatever was uploaded. Without the headers
 * and query of a delivery, and of a record as fetched, there is nothing to judge.
 */
export function judgeAuthenticity(
  connector: Connector,
  { connection, request, secrets, nowMs }: Evidence,
): Judgement {
  const { as, headers, query, bytes: body } = request;
  const isDelivery = as === undefined && (headers ?? query) !== undefined;
  if (!isDelivery || connector.manifest.webhook === undefined) return notJudged;
  const raw = {
    ...{ method: 'POST', path: `/hooks/${connection.connectionId}`, query: query ?? {}, body },
    headers: lowerCaseNames(headers ?? {}),
  };
  return judgeBody(connector, { request: raw, secrets, nowMs });
}

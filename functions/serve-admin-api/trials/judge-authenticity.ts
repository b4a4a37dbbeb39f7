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
 * Whether the door would let a body in: by the shipped connector and the connection's own secrets, whatever was uploaded. Without headers, query
 * or path of a delivery, and of a record as fetched, there is nothing to judge.
 */
export function judgeAuthenticity(
  connector: Connector,
  { connection, request, secrets, nowMs }: Evidence,
): Judgement {
  const { as, headers, query, bytes: body } = request;
  const isDelivery = as === undefined && (headers ?? query ?? request.path) !== undefined;
  if (!isDelivery || connector.manifest.webhook === undefined) return notJudged;
  const raw = {
    path: request.path ?? `/hooks/${connection.connectionId}`,
    ...{ method: 'POST', query: query ?? {}, body },
    headers: lowerCaseNames(headers ?? {}),
  };
  return judgeBody(connector, { request: raw, secrets, nowMs });
}

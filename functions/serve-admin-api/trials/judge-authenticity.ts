import { MappingError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import { tryPayload, type TrialResult } from '../../shared/erp/trial/try-payload.ts';
import { lowerCaseNames } from '../../shared/http/read-request.ts';
import type { Secrets } from '../../shared/erp/types.ts';
import type { TrialRequest } from '../views/trial-view.ts';

export type Judgement = Pick<TrialResult, 'authentic' | 'reason' | 'refused'>;

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
export async function judgeAuthenticity(
  connector: Connector,
  { connection, request, secrets, nowMs }: Evidence,
): Promise<Judgement> {
  const isDelivery = request.as === undefined && (request.headers ?? request.query) !== undefined;
  if (!isDelivery || connector.manifest.webhook === undefined) return { authentic: null, refused: [] };
  const { settings, externalCompany } = connection;
  const raw = rawRequest(connection, request);
  try {
    const { authentic, reason, refused } = await tryPayload(connector, {
      ...{ request: raw, secrets, nowMs, settings, externalCompany },
    });
    return { authentic, refused, ...(reason !== undefined && { reason }) };
  } catch (error) {
    // Read after it was let in: what is wrong with it is said when it is mapped.
    if (error instanceof MappingError) return { authentic: true, refused: [] };
    throw error;
  }
}

const rawRequest = ({ connectionId }: Connection, { headers = {}, query = {}, bytes }: TrialRequest) => ({
  ...{ method: 'POST', path: `/hooks/${connectionId}`, query, body: bytes },
  headers: lowerCaseNames(headers),
});

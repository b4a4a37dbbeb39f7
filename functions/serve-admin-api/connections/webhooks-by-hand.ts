import type { Connection } from '../../../domain/records/connection.ts';
import type { Webhook } from '../../shared/erp/manifest/webhook.ts';
import type { AdminPorts } from '../ports.ts';

/** The webhooks that a person has to make in the ERP of a connection; none where its connector is not deployed any more. */
export async function webhooksByHand(
  ports: Pick<AdminPorts, 'connectors'>,
  { connector }: Pick<Connection, 'connector'>,
): Promise<Webhook['byHand']> {
  const connectors = await ports.connectors();
  return connectors.get(connector)?.manifest.webhook?.byHand ?? [];
}

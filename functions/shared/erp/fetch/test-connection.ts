import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import { settingProblems } from '../settings.ts';
import { secretValues } from '../types.ts';
import { addressOf, ask } from './ask.ts';
import type { ErpAccess } from './erp-access.ts';

export interface ConnectionTest {
  readonly ok: boolean;
  /** For people: what works, or what to do. */
  readonly detail: string;
}

/** Whether settings, secret, address and rights of a connection work, shown by one cheap request. Changes nothing. */
export async function testConnection(access: ErpAccess): Promise<ConnectionTest> {
  const lacking = [...lackingSettings(access), ...lackingSecrets(access)];
  if (lacking.length > 0)
    return { ok: false, detail: `The connection is not complete: ${lacking.join('; ')}.` };
  const test = access.connector.manifest.http?.test;
  if (test === undefined || onlyReceives(access))
    return { ok: true, detail: 'Complete. This connection only receives; send a webhook to try it.' };
  try {
    const reply = await ask(access, { request: test, values: {}, url: addressOf(access, test, {}) });
    if (reply.gone)
      return { ok: false, detail: 'The ERP does not know the address; check base address and company.' };
    return { ok: true, detail: `${access.connector.manifest.title} answered.` };
  } catch (error) {
    if (error instanceof ErpRejectedError) return { ok: false, detail: error.message };
    if (error instanceof ErpUnavailableError)
      return { ok: false, detail: `${error.message} Try it again later.` };
    throw error;
  }
}

/** Without an address, where the connector can do without. */
function onlyReceives({ connector, connection }: ErpAccess): boolean {
  return connection.baseUrl === undefined && connector.manifest.http?.optional === true;
}

function lackingSettings({ connector, connection }: ErpAccess): string[] {
  return settingProblems(connector.manifest, connection.settings).map(
    ({ field, reason }) => `${field} ${reason}`,
  );
}

function lackingSecrets({ connector, secrets }: ErpAccess): string[] {
  const required = Object.entries(connector.manifest.secret).filter(([, { required }]) => required);
  return required
    .filter(([name]) => secretValues(secrets, name).length === 0)
    .map(([name, { description }]) => `the secret lacks ${name} (${description})`);
}

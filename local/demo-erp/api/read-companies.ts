import type { Erp } from '../erp.ts';
import { json } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';

export function readCompanies(erp: Erp): Answer {
  return json(200, { '@odata.context': '$metadata#companies', value: [companyOf(erp)] });
}

export const readCompany = (erp: Erp): Answer => json(200, companyOf(erp));

const companyOf = (erp: Erp) => ({
  id: erp.companyId,
  systemVersion: '26.0.0.0',
  name: erp.companyName,
  displayName: erp.companyName,
  businessProfileId: '',
});

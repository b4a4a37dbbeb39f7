import type { ErpAccess } from '../fetch/erp-access.ts';

/** What an ERP counts requests by: the credentials of a connection. */
export const credentialOf = ({ connection }: Pick<ErpAccess, 'connection'>): string => connection.secretName;

import { grantReadConnectionSecrets } from '../constructs/connection-secrets.ts';
import type { NodeFunction } from '../constructs/node-function.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';

/** What turning raw deliveries into records needs, wherever they come from: webhook, pull, release or replay. */
export function grantIngestion(
  user: NodeFunction,
  { common, data }: { common: Common; data: DataStack },
): void {
  grantTables(user, data, { crm: 'write', crossReferences: 'write', deliveries: 'write' });
  data.archive.grantReadAppend(user);
  grantPublish(user, data);
  grantErpAccess(user, common);
}

type TableRights = Partial<Record<'crm' | 'crossReferences' | 'deliveries', 'read' | 'write'>>;

/** The store is opened with the names of all tables; rights are given only for those that the function uses. */
export function grantTables(user: NodeFunction, data: DataStack, rights: TableRights): void {
  for (const name of ['crm', 'crossReferences', 'deliveries'] as const) {
    data[name].tellName(user);
    if (rights[name] === 'read') data[name].grantRead(user);
    if (rights[name] === 'write') data[name].grantReadWrite(user);
  }
}

/** The journal of hand-overs; nobody may delete from it. */
export function grantLedger(user: NodeFunction, { ledger }: DataStack, right: 'read' | 'append'): void {
  ledger.tellName(user);
  if (right === 'read') ledger.grantRead(user);
  else ledger.grantReadAppend(user);
}

export function grantPublish(user: NodeFunction, { bus }: DataStack): void {
  user.allow(['events:PutEvents'], [bus.eventBusArn]);
  user.tell('EVENT_BUS_NAME', bus.eventBusName);
}

/** Credentials of connections, and the hosts that may be plain http. */
export function grantErpAccess(user: NodeFunction, { config }: Common): void {
  grantReadConnectionSecrets(user);
  if (config.erpHttpHosts.length > 0) user.tell('ERP_HTTP_HOSTS', config.erpHttpHosts.join(' '));
}

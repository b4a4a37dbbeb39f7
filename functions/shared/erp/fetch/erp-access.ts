import type { Budget } from '../budget/budget.ts';
import type { Connector } from '../connectors.ts';
import type { HttpRules } from '../manifest/http.ts';
import type { ErpConnection, Secrets } from '../types.ts';
import type { HttpPort } from './http-port.ts';

/** Everything needed to ask one ERP something. */
export interface ErpAccess {
  readonly connector: Connector;
  readonly connection: ErpConnection;
  readonly secrets: Secrets;
  /** The secret as it is now, where `secrets` may be remembered: asked for once the ERP refuses them. */
  readonly newerSecrets?: () => Promise<Secrets>;
  readonly http: HttpPort;
  /** What all who ask this ERP share; without it this process keeps its own slots. */
  readonly budget?: Budget | undefined;
}

/** How this ERP is spoken to. A connector without it only receives, so asking through it is a bug. */
export function httpRules({ connector }: ErpAccess): HttpRules {
  if (connector.manifest.http === undefined)
    throw new Error(`The connector ${connector.name} cannot ask its ERP.`);
  return connector.manifest.http;
}

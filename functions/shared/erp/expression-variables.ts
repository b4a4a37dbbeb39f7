import type { Connector } from './connectors.ts';
import { effectiveSettings } from './settings.ts';
import type { ErpConnection } from './types.ts';
import { zoneOf } from './zone.ts';

/** What of a connection an expression may see. */
export interface SeenConnection {
  readonly settings?: ErpConnection['settings'] | undefined;
  readonly externalCompany?: string | undefined;
}

/** What every expression sees besides its input: `$table`, `$tableKey`, `$settings`, `$zone`, and `$company`, the ERP's own one. */
export function variablesOf(
  connector: Connector,
  { settings = {}, externalCompany }: SeenConnection,
): Record<string, unknown> {
  return {
    ...connector.variables,
    settings: effectiveSettings(connector.manifest, settings),
    zone: zoneOf(connector.manifest, settings),
    company: externalCompany,
  };
}

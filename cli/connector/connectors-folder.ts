import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadConnectors } from '../../functions/shared/erp/connectors.ts';
import { nearestName } from '../../domain/text/nearest-name.ts';
import { UsageError } from '../usage-error.ts';

/** The connectors of this checkout, wherever the command is called from. */
export const connectorsFolder = (): string => fileURLToPath(new URL('../../connectors', import.meta.url));

/** The connectors that a folder holds. */
export function connectorNames(folder: string): string[] {
  if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
  return loadConnectors(folder).names();
}

/** Refuses a name that the folder does not hold, with the one most likely meant. */
export function requireConnectorName(folder: string, name: string): void {
  const known = connectorNames(folder);
  if (known.includes(name)) return;
  const near = nearestName(name, known);
  const hint = near === undefined ? `known are ${known.join(', ') || 'none'}.` : `did you mean "${near}"?`;
  throw new UsageError(`There is no connector "${name}"; ${hint}`);
}

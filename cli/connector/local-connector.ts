import { join } from 'node:path';
import * as z from 'zod';
import { connectorFilesIn, type ConnectorFiles } from '../../functions/shared/erp/connector-files.ts';
import { loadConnector, type Connector } from '../../functions/shared/erp/connectors.ts';
import { UsageError } from '../usage-error.ts';
import { requireConnectorName } from './connectors-folder.ts';

/** Where a connector lies on this machine. */
export interface ConnectorPlace {
  readonly folder: string;
  readonly name: string;
}

/** The connector of a folder; what is wrong with its manifest is said by `connector check`. */
export function localConnector({ folder, name }: ConnectorPlace): Connector {
  requireConnectorName(folder, name);
  return orUsage(name, () => loadConnector(join(folder, name)));
}

/** Its files as they were written. */
export function localFiles({ folder, name }: ConnectorPlace): ConnectorFiles {
  requireConnectorName(folder, name);
  return orUsage(name, () => connectorFilesIn(join(folder, name)));
}

function orUsage<Read>(name: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    throw new UsageError(`The manifest of ${name} is not valid; "connector check ${name}" says why.`, {
      cause: error,
    });
  }
}

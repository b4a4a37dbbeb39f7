import type { ConnectorFiles } from '../../shared/erp/connector-files.ts';
import type { Connectors } from '../../shared/erp/connectors.ts';
import type { MappingSandbox } from '../../shared/erp/trial/sandbox.ts';
import type { Erp } from '../../shared/ingestion/ports.ts';
import type { Store } from '../../shared/store/store.ts';
import type { ConnectionSecrets } from '../ports.ts';

/** What trying a body on a connection needs. */
export interface TrialPorts {
  readonly store: Store;
  readonly connectors: Connectors;
  /** The files of a connector that ships. */
  readonly shippedFiles: (name: string) => ConnectorFiles;
  readonly sandbox: MappingSandbox;
  readonly secrets: Pick<ConnectionSecrets, 'read'>;
  /** Reads only. */
  readonly erp: Pick<Erp, 'fetch' | 'pull' | 'listed'>;
  readonly now: () => number;
  readonly newId: () => string;
}

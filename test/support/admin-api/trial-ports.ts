import { join } from 'node:path';
import { connectorFilesIn } from '../../../functions/shared/erp/connector-files.ts';
import { loadConnectors } from '../../../functions/shared/erp/connectors.ts';
import { runTrials } from '../../../functions/shared/erp/trial/run-trials.ts';
import type { TrialInput } from '../../../functions/shared/erp/trial/sandbox.ts';
import type { Secrets } from '../../../functions/shared/erp/types.ts';
import { erpRuntime } from '../../../functions/shared/ingestion/erp-runtime.ts';
import type { Store } from '../../../functions/shared/store/store.ts';
import type { TrialPorts } from '../../../functions/serve-admin-api/trials/trial-ports.ts';
import { scriptedErp, type ScriptedErp } from '../erp/scripted-erp.ts';

export interface TestTrialPorts extends TrialPorts {
  /** What went to the sandbox. */
  readonly tried: TrialInput[];
}

/** The connectors as they ship, a sandbox in this process, and an ERP that answers from a script. */
export function trialPorts(
  store: Store,
  given: { readonly secrets?: Secrets; readonly erp?: ScriptedErp; readonly folder?: string } = {},
): TestTrialPorts {
  const { secrets = {}, erp = scriptedErp([]), folder = 'connectors' } = given;
  const connectors = loadConnectors(folder);
  const tried: TrialInput[] = [];
  return {
    ...{ store, connectors, tried },
    shippedFiles: (name) => connectorFilesIn(join(folder, name)),
    sandbox: { run: (input) => (tried.push(input), runTrials(input)) },
    secrets: { read: () => Promise.resolve(secrets) },
    erp: erpRuntime({ connectors, http: erp, secrets: { of: () => Promise.resolve(secrets) } }),
    now: () => Date.parse('2026-02-01T08:00:00.000Z'),
    newId: () => '019c1333-fc00-7000-8000-00000000ffff',
  };
}

import { Duration } from 'aws-cdk-lib';
import { connectorsFolder } from '../bundling/asset-folders.ts';
import type { NodeFunction, NodeFunctionProps } from '../constructs/node-function.ts';
import type { Common } from './common.ts';
import type { DataStack } from './data-stack.ts';
import { grantErpAccess, grantIngestion, grantLedger, grantTables } from './grants.ts';

type Room = { readonly common: Common; readonly data: DataStack };

type Step = Pick<NodeFunctionProps, 'folder' | 'description' | 'timeout' | 'assetFolders'> & {
  readonly grant: (step: NodeFunction, room: Room) => void;
};

/** By the id of their construct. The seconds leave time for the ERP's slowest answer; each may do what it does and no more. */
export const steps = {
  ValidateOrder: {
    folder: 'validate-order',
    description: 'Says what has to be done with a released order',
    timeout: Duration.seconds(60),
    assetFolders: [connectorsFolder],
    grant: (step, { common, data }) => {
      grantTables(step, data, { crm: 'write', crossReferences: 'read' });
      grantLedger(step, data, 'read');
      grantErpAccess(step, common);
    },
  },
  EnsureDebtor: {
    folder: 'ensure-debtor',
    description: 'One safe step towards the debtor of an order',
    timeout: Duration.seconds(150),
    assetFolders: [connectorsFolder],
    // The debtor that the ERP now has comes in as a pulled one does.
    grant: (step, room) => {
      grantIngestion(step, room);
      grantLedger(step, room.data, 'append');
    },
  },
  CreateErpOrder: {
    folder: 'create-erp-order',
    description: 'One safe step towards the order in the ERP',
    timeout: Duration.seconds(300),
    assetFolders: [connectorsFolder],
    grant: (step, { common, data }) => {
      grantTables(step, data, { crm: 'write' });
      grantLedger(step, data, 'append');
      grantErpAccess(step, common);
    },
  },
  ConfirmOrder: {
    folder: 'confirm-order',
    description: 'Compares and links the order with what the ERP has',
    timeout: Duration.seconds(120),
    assetFolders: [connectorsFolder],
    grant: (step, { common, data }) => {
      grantTables(step, data, { crm: 'write', crossReferences: 'write' });
      grantLedger(step, data, 'read');
      grantErpAccess(step, common);
    },
  },
  ParkOrder: {
    folder: 'park-order',
    description: 'Keeps on an order why it stopped',
    timeout: Duration.seconds(60),
    grant: (step, { data }) => {
      grantTables(step, data, { crm: 'write' });
      grantLedger(step, data, 'read');
    },
  },
} satisfies Record<string, Step>;

export type StepId = keyof typeof steps;
export const stepIds = Object.keys(steps) as StepId[]; // the keys of the object above

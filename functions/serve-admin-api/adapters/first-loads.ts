import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { AdminPorts } from '../ports.ts';

/** The name is the load and which of its starts it is: starting the same one twice is one execution. */
export const firstLoads = (client: SFNClient, stateMachineArn: string): AdminPorts['firstLoads'] => ({
  async start({ connectionId, firstLoadId, attempt }) {
    const input = JSON.stringify({ connectionId, firstLoadId });
    await client.send(
      new StartExecutionCommand({ stateMachineArn, name: `${firstLoadId}-${attempt}`, input }),
    );
  },
});

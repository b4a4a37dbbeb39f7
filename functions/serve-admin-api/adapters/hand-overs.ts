import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { AdminPorts } from '../ports.ts';

/** The name tells people which attempt it is. It does not keep a second order away: the ledger does. */
export const handOvers = (client: SFNClient, stateMachineArn: string): AdminPorts['handOvers'] => ({
  async start({ company, orderId, attempt }) {
    const command = new StartExecutionCommand({
      stateMachineArn,
      name: `${orderId}-${attempt}`,
      input: JSON.stringify({ company, orderId, attempt }),
    });
    try {
      await client.send(command);
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  },
});

import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { AdminPorts } from '../ports.ts';

/** Comparisons are repeatable, so two at once do no harm; the name tells their parts in the archive apart. */
export const comparisons = (
  client: SFNClient,
  stateMachineArn: string,
  newId: () => string,
): AdminPorts['comparisons'] => ({
  async start(comparison) {
    const input = JSON.stringify(comparison);
    await client.send(new StartExecutionCommand({ stateMachineArn, name: `comparison-${newId()}`, input }));
  },
});

import { StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { AdminPorts } from '../ports.ts';

/** Pulls are repeatable, so two at once do no harm; the name only tells people what it was. */
export const catchUps = (
  client: SFNClient,
  stateMachineArn: string,
  newId: () => string,
): AdminPorts['catchUps'] => ({
  async start(connectionId) {
    await client.send(
      new StartExecutionCommand({
        stateMachineArn,
        name: `${connectionId}-asked-${newId()}`.slice(0, 80),
        input: JSON.stringify({ connectionId }),
      }),
    );
  },
});

import { startStepFunctions } from '../../../../local/cloud/step-functions/index.ts';

/** Starts executions until it is killed; prints the ARN of each whose start was answered. Every second call hangs. */
const [folder = '', definition = ''] = process.argv.slice(2);
let calls = 0;
const service = await startStepFunctions({
  folder,
  tasks: () => {
    calls += 1;
    return calls % 2 === 0 ? new Promise(() => undefined) : Promise.resolve({ Payload: calls });
  },
});
const machineArn = await service.putStateMachine({ name: 'machine', definition });

for (let number = 0; ; number += 1) {
  const arn = await service.startExecution({
    machineArn,
    name: `run-${number}`,
    input: JSON.stringify({ number }),
  });
  process.stdout.write(`${arn}\n`);
}

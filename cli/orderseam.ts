import { runApart, runningMappings } from './connector/apart.ts';

const args = process.argv.slice(2);
const command = runningMappings(args);
if (command === undefined) {
  const { run } = await import('./run.ts');
  process.exitCode = await run(args);
} else {
  process.exitCode = await runApart(args, command);
}

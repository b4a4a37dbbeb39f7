import * as z from 'zod';
import { startCloud } from '../../../local/cloud/index.ts';
import { DEMO_COMPANY } from '../../../local/launch/demo-company.ts';
import { flowingClock } from '../flowing-clock.ts';

/** The application in a process that may be killed; its parent says how far its clock is ahead. */
const skipSchema = z.object({ skip: z.number() });
const [assembly = '', dataFolder = '', ahead = '0'] = process.argv.slice(2);

process.env['TZ'] = 'UTC';
const clock = flowingClock();
clock.skip(Number(ahead));
process.on('message', (message) => {
  clock.skip(skipSchema.parse(message).skip);
  process.send?.({ now: clock.now() });
});
process.on('disconnect', () => process.exit(0));

const cloud = await startCloud({ assembly, dataFolder, clock });
const token = await cloud.mintToken({
  ...{ sub: 'test', company: DEMO_COMPANY, expiresInSeconds: 400 * 86_400 },
  roles: ['operator', 'integrator', 'accounting', 'sales'],
});
process.send?.({ admin: cloud.outputs['AdminApiUrl'], sfn: cloud.services.endpoints.sfn, token });

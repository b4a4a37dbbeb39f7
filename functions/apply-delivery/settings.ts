import { ingestionSettings, queueSettings, settingsSchema as all } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick({ ...ingestionSettings, ...queueSettings, MAX_RECEIVE_COUNT: true });

import { ingestionSettings, settingsSchema as all } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick(ingestionSettings);

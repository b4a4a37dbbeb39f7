import { settingsSchema as all, tableSettings } from '../shared/platform/environment.ts';

export const settingsSchema = all.pick(tableSettings);

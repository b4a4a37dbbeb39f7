import { readSettings } from '../shared/platform/environment.ts';
import { settingsSchema } from './settings.ts';

const settings = readSettings(settingsSchema);

export const handler = (): Promise<never> =>
  Promise.reject(
    new Error(`This function is not wired yet; its settings are ${Object.keys(settings).join(', ')}.`),
  );

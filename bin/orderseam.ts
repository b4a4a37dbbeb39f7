import { App } from 'aws-cdk-lib';
import { addOrderseam } from '../lib/application.ts';
import { appSettings } from '../lib/app-settings.ts';

const app = new App(appSettings);
addOrderseam(app);
app.synth();

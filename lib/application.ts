import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { readConfig } from './config.ts';
import { AdminStack } from './stacks/admin-stack.ts';
import { CatchUpStack } from './stacks/catch-up-stack.ts';
import { commonOf } from './stacks/common.ts';
import { DataStack } from './stacks/data-stack.ts';
import { HandOverStack } from './stacks/hand-over-stack.ts';
import { IngestionStack } from './stacks/ingestion-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

/** Adds all stacks of one stage, checked by both security packs. */
export function addOrderseam(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  const common = commonOf(readConfig(app.node.getAllContext() as Record<string, unknown>));
  const suffix = common.config.stage === 'production' ? '' : `-${common.config.stage}`;
  const id = (name: string) => `Orderseam${name}${suffix}`;

  const data = new DataStack(app, id('Data'), common);
  const ingestion = new IngestionStack(app, id('Ingestion'), { common, data });
  const webhookUrl = ingestion.webhookApi.url;
  const catchUp = new CatchUpStack(app, id('CatchUp'), { common, data, webhookUrl });
  const handOver = new HandOverStack(app, id('HandOver'), { common, data });
  const admin = new AdminStack(app, id('Admin'), { common, data, ingestion, catchUp, handOver });
  new OperationsStack(app, id('Operations'), { common, data, ingestion, catchUp, handOver, admin });
}

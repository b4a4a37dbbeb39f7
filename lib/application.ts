import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { readConfig } from './config.ts';
import { AdminStack } from './stacks/admin-stack.ts';
import { CatchUpStack } from './stacks/catch-up-stack.ts';
import { commonOf } from './stacks/common.ts';
import { DataStack } from './stacks/data-stack.ts';
import { IngestionStack } from './stacks/ingestion-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';

/** All stacks of one stage, checked by both security packs. */
export function addOrderseam(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  const common = commonOf(readConfig(app.node.getAllContext() as Record<string, unknown>));
  const named = (name: string) =>
    common.config.stage === 'production' ? `Orderseam${name}` : `Orderseam${name}-${common.config.stage}`;

  const data = new DataStack(app, named('Data'), common);
  const ingestion = new IngestionStack(app, named('Ingestion'), { common, data });
  const catchUp = new CatchUpStack(app, named('CatchUp'), {
    common,
    data,
    webhookUrl: ingestion.webhookApi.url,
  });
  const admin = new AdminStack(app, named('Admin'), { common, data, ingestion, catchUp });
  new OperationsStack(app, named('Operations'), { common, data, ingestion, catchUp, admin });
}

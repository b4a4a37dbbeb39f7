import { Stack } from 'aws-cdk-lib';
import { DefaultDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import type { Construct } from 'constructs';
import { alarmActions } from '../constructs/alarm-actions.ts';
import { Watch } from '../constructs/watch.ts';
import type { Common } from './common.ts';
import { watchClockwork } from './watched/clockwork.ts';
import { watchEntry } from './watched/entry.ts';
import { watchHandOver } from './watched/hand-over.ts';
import { watchTables } from './watched/tables.ts';
import type { Watched } from './watched/watched.ts';
import { watchWork } from './watched/work.ts';

export interface OperationsStackProps extends Watched {
  readonly common: Common;
}

/** One dashboard over everything, and an alarm for each thing that a person has to know. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, { description: 'Orderseam: alarms and dashboard' });
    const watch = new Watch(this.#monitoring(id, props.common));
    watchEntry(watch, props);
    watchWork(watch, props);
    watchClockwork(watch, props);
    watchHandOver(watch, props);
    watchTables(watch, props);
  }

  #monitoring(prefix: string, { config }: Common): MonitoringFacade {
    return new MonitoringFacade(this, 'Monitoring', {
      alarmFactoryDefaults: {
        alarmNamePrefix: prefix,
        actionsEnabled: true,
        datapointsToAlarm: 1,
        ...alarmActions(this, config),
      },
      dashboardFactory: new DefaultDashboardFactory(this, 'Dashboards', {
        dashboardNamePrefix: prefix,
        createDashboard: true,
        createSummaryDashboard: false,
      }),
    });
  }
}

import type { Config } from '../config.ts';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What every resource of a stage has in common. */
export interface Common {
  readonly config: Config;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
}

export function commonOf(config: Config): Common {
  return {
    config,
    removalPolicy: config.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    logRetention: config.logRetentionDays,
  };
}

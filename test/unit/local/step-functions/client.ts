import { type DescribeExecutionCommandOutput, SFN } from '@aws-sdk/client-sfn';

export function clientOf({ endpoint }: { readonly endpoint: string }): SFN {
  return new SFN({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // StartSyncExecution would go to http://sync-127.0.0.1
    disableHostPrefix: true,
    maxAttempts: 1,
  });
}

/** The execution once it has ended; every look is a request, so other work goes on in between. */
export async function ended(client: SFN, executionArn = ''): Promise<DescribeExecutionCommandOutput> {
  for (let looks = 0; looks < 500; looks += 1) {
    const description = await client.describeExecution({ executionArn });
    if (description.status !== 'RUNNING') return description;
  }
  throw new Error(`${executionArn} still runs.`);
}

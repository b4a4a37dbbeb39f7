/** How a Task waits: for the answer, for the work behind it, or for somebody who got the token. */
export type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/** What the `Resource` of a Task means. */
export type Resource =
  | { readonly kind: 'lambda'; readonly functionArn: string }
  | {
      readonly kind: 'service';
      /** `sqs`, or `aws-sdk:sqs` for a call that is passed through as it is. */
      readonly service: string;
      readonly action: string;
      readonly pattern: Pattern;
    };

const LAMBDA = /^arn:aws[\w-]*:lambda:[\w-]*:\d*:function:[\w-]+(:[\w$-]+)?$/;
const SERVICE =
  /^arn:aws[\w-]*:states:::((?:aws-sdk:)?[\w-]+):([a-zA-Z0-9]+)(?:\.(sync:2|sync|waitForTaskToken))?$/;

export function parseResource(resource: string): Resource | undefined {
  if (LAMBDA.test(resource)) return { kind: 'lambda', functionArn: resource };
  const [, service, action, pattern] = SERVICE.exec(resource) ?? [];
  if (service === undefined || action === undefined) return undefined;
  return { kind: 'service', service, action, pattern: (pattern as Pattern | undefined) ?? 'requestResponse' };
}

import type { StackTemplate } from './assembly.ts';

export interface PseudoParameters {
  readonly region: string;
  readonly account: string;
}

/** The `AWS::…` names that every template may refer to. */
export function pseudoParameter(
  name: string,
  stack: StackTemplate,
  { region, account }: PseudoParameters,
): string | undefined {
  switch (name) {
    case 'AWS::Region':
      return region;
    case 'AWS::AccountId':
      return account;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stack.name;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/embedded`;
    default:
      return undefined;
  }
}

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** The roles of the Admin API are groups of the user pool; their names arrive in the token. */
const roles = {
  reader: 'Sees everything of the company, changes nothing',
  sales: 'Accounts, contacts and couplings',
  service: 'Accounts and contacts',
  accounting: 'Invoices and their totals',
  integrator: 'Connections, mappings and parked deliveries',
  operator: 'Everything an integrator may, and replay',
};

/** People who use the Admin API: invited, with a second factor, each for one company. */
export class Identity extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { removalPolicy }: { readonly removalPolicy: RemovalPolicy }) {
    super(scope, id);
    this.userPool = invitedUsers(this, removalPolicy);
    this.client = this.userPool.addClient('Client', {
      // The second flow works with AWS credentials only: tokens for scripts, without a page to sign in.
      authFlows: { userSrp: true, adminUserPassword: true },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.hours(1),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      disableOAuth: true,
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true })
        .withCustomAttributes('company'),
      // Without this list users could write their own company and read another one's records.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    for (const [groupName, description] of Object.entries(roles))
      new UserPoolGroup(this, groupName, { userPool: this.userPool, groupName, description });
  }
}

function invitedUsers(scope: Construct, removalPolicy: RemovalPolicy): UserPool {
  const userPool = new UserPool(scope, 'UserPool', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    customAttributes: { company: new StringAttribute({ mutable: true, minLen: 1, maxLen: 64 }) },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
  });
  acknowledge(userPool, {
    'AwsSolutions-COG8':
      'Users are invited and a second factor is required; who wants risk scoring on top uses an own issuer by configuration.',
  });
  return userPool;
}

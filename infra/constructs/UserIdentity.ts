import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** People who sign in, and the group that may write the catalogue and act for others. */
export class UserIdentity extends Construct {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.userPool = new UserPool(this, 'Users', {
      signInAliases: { email: true },
      selfSignUpEnabled: true,
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.userPool, 'COG2', 'People of a shop choose for themselves whether to use a second factor.');
    acknowledge(
      this.userPool,
      'COG3',
      'Threat protection needs the Plus plan, which is billed per active user; turn it on where that is worth it.',
    );
    acknowledge(
      this.userPool,
      'COG8',
      'The Plus plan is billed per active user; the Essentials plan has all that the API asks for.',
    );
    this.client = this.userPool.addClient('App', {
      authFlows: { userSrp: true },
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      disableOAuth: true,
    });
    this.userPool.addGroup('Admins', {
      groupName: 'admin',
      description: 'May write the catalogue and act for any user. The schema names this group.',
    });
  }
}

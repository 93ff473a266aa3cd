import type { GraphQLScalarType } from 'graphql';
import { AWSDate } from './AWSDate.ts';
import { AWSDateTime } from './AWSDateTime.ts';
import { AWSEmail } from './AWSEmail.ts';
import { AWSIPAddress } from './AWSIPAddress.ts';
import { AWSJSON } from './AWSJSON.ts';
import { AWSPhone } from './AWSPhone.ts';
import { AWSTime } from './AWSTime.ts';
import { AWSTimestamp } from './AWSTimestamp.ts';
import { AWSURL } from './AWSURL.ts';

export { AWSDate, AWSDateTime, AWSEmail, AWSIPAddress, AWSJSON, AWSPhone, AWSTime, AWSTimestamp, AWSURL };

/** The scalars that every AppSync schema has without declaring them. */
export const appSyncScalars: readonly GraphQLScalarType[] = [
  AWSDate,
  AWSTime,
  AWSDateTime,
  AWSTimestamp,
  AWSEmail,
  AWSJSON,
  AWSURL,
  AWSPhone,
  AWSIPAddress,
];

import type { Arrow, ArrowsOf } from './Arrow.ts';
import { alarms } from './arrows/alarms.ts';
import { apis } from './arrows/apis.ts';
import { backends } from './arrows/backends.ts';
import { dataSources } from './arrows/dataSources.ts';
import { eventSources } from './arrows/eventSources.ts';
import { functions, invokeConfigurations } from './arrows/functions.ts';
import { rules } from './arrows/rules.ts';
import { workflows } from './arrows/workflows.ts';
import type { Resources } from './Resource.ts';

const sendsNothing: ArrowsOf = () => [];

/** What each type sends or fetches by itself. A type that is not here fails the test: say what it sends. */
const arrowsOfType: Record<string, ArrowsOf> = {
  'AWS::AppSync::ApiKey': sendsNothing,
  'AWS::AppSync::DataSource': dataSources,
  'AWS::AppSync::FunctionConfiguration': sendsNothing,
  'AWS::AppSync::GraphQLApi': apis,
  'AWS::AppSync::GraphQLSchema': sendsNothing,
  'AWS::AppSync::Resolver': sendsNothing,
  'AWS::CloudWatch::Alarm': alarms,
  'AWS::CloudWatch::Dashboard': sendsNothing,
  'AWS::Cognito::UserPool': sendsNothing,
  'AWS::Cognito::UserPoolClient': sendsNothing,
  'AWS::Cognito::UserPoolGroup': sendsNothing,
  'AWS::DynamoDB::GlobalTable': sendsNothing,
  // Its jobs are tasks of a workflow.
  'AWS::EMRServerless::Application': sendsNothing,
  'AWS::Events::Rule': rules,
  'AWS::IAM::Policy': sendsNothing,
  'AWS::IAM::Role': backends,
  'AWS::KMS::Key': sendsNothing,
  'AWS::Lambda::EventInvokeConfig': invokeConfigurations,
  'AWS::Lambda::EventSourceMapping': eventSources,
  'AWS::Lambda::Function': functions,
  'AWS::Lambda::Permission': sendsNothing,
  'AWS::Logs::LogGroup': sendsNothing,
  'AWS::S3::Bucket': sendsNothing,
  'AWS::S3::BucketPolicy': sendsNothing,
  // Mail needs no permission; a queue or a function that subscribes would.
  'AWS::SNS::Subscription': ({ id, properties }) => {
    if (properties.Protocol !== 'email') throw new Error(`Nobody has said what ${id} (${properties.Protocol}) needs.`);
    return [];
  },
  'AWS::SNS::Topic': sendsNothing,
  'AWS::SNS::TopicPolicy': sendsNothing,
  'AWS::SQS::Queue': ({ id, properties }) => {
    if (properties.RedrivePolicy) throw new Error(`Nobody has said what the redrive of ${id} needs.`);
    return [];
  },
  'AWS::SQS::QueuePolicy': sendsNothing,
  'AWS::StepFunctions::StateMachine': workflows,
};

/** Every delivery between services that the templates set up. */
export function listArrows(resources: Resources): Arrow[] {
  return resources.all.flatMap((resource) => {
    const arrowsOf = arrowsOfType[resource.type];
    if (!arrowsOf) throw new Error(`Nobody has said what ${resource.type} (${resource.id}) sends (listArrows.ts).`);
    return arrowsOf(resource, resources);
  });
}

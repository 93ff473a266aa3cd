import type { Arrow } from '../Arrow.ts';
import { calls, listingObjects, readingObjects, sourceOf, writingObjects } from '../needs.ts';
import type { Principal } from '../PolicyDecisions.ts';
import type { Properties, Resource, Resources } from '../Resource.ts';
import { planTrainingRun } from '../trainingRun.ts';

/**
 * What the role of a workflow needs to have EMR Serverless run a job and to wait for it, and what the job does as its own:
 * https://docs.aws.amazon.com/step-functions/latest/dg/emr-serverless-iam.html (StartJobRun),
 * https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-runtime-role.html
 */
export function sparkTask(name: string, parameters: Properties, role: Principal, resources: Resources): Arrow[] {
  const application = findApplication(String(parameters.ApplicationId), resources);
  const jobRole = String(parameters.ExecutionRoleArn);
  const job = { role: jobRole };
  const rule = `arn:aws:events:${resources.region}:${resources.account}:rule/StepFunctionsGetEventsForEMRServerlessJobRule`;
  const { spark } = planTrainingRun(resources);
  const option = (flag: string): string => `${spark.arguments[spark.arguments.indexOf(flag) + 1]}/`;
  const [input, output, erased] = [option('--input'), option('--output'), option('--erased')];
  const folders = [input, output, erased];
  // S3A looks at the folders above one that it makes: hadoop-aws, S3AFileSystem.mkdirs.
  const above = output.slice(0, output.indexOf('/', 's3://'.length) + 'runs/'.length + 1);
  return [
    {
      kind: 'workflow → EMR Serverless',
      name,
      needs: [
        ...calls(role, application.arn, ['emr-serverless:StartJobRun']),
        ...calls(role, `${application.arn}/jobruns/one`, ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun']),
        ...calls(role, jobRole, ['iam:PassRole'], { 'iam:passedtoservice': ['emr-serverless.amazonaws.com'] }),
        ...calls(role, rule, ['events:PutTargets', 'events:PutRule', 'events:DescribeRule']),
      ],
    },
    {
      kind: 'Spark job → program, buckets and key',
      name,
      needs: [
        { service: 'emr-serverless.amazonaws.com', actsAs: jobRole, context: sourceOf(application, resources) },
        ...programs(parameters).flatMap((arn) => calls(job, arn, ['s3:GetObject'])),
        ...readingObjects(job, folders, resources),
        ...listingObjects(job, [...folders, above], resources),
        ...writingObjects(job, [output], resources),
        ...writingObjects(job, [output], resources, { action: 's3:AbortMultipartUpload', key: ['kms:Decrypt'] }),
        ...writingObjects(job, [output], resources, { action: 's3:DeleteObject', key: [] }),
      ],
    },
  ];
}

function findApplication(id: string, resources: Resources): Resource {
  const found = resources.ofType('AWS::EMRServerless::Application').find(({ arn }) => arn.endsWith(`/${id}`));
  if (!found) throw new Error(`${id} is no application of the templates.`);
  return found;
}

/** The objects that `spark-submit` fetches. */
function programs({ JobDriver }: Properties): string[] {
  const { EntryPoint, SparkSubmitParameters } = JobDriver.SparkSubmit;
  const uris = [EntryPoint, .../--py-files (\S+)/.exec(SparkSubmitParameters)!.slice(1)] as string[];
  return uris.map((uri) => uri.replace('s3://', 'arn:aws:s3:::'));
}

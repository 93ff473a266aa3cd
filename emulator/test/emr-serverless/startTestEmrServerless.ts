import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { EmrServerlessApi, JobRuns } from '../../emr-serverless/index.ts';
import type { Statement } from '../../identity/index.ts';
import { Buckets, ObjectStore, S3Api } from '../../s3/index.ts';
import type { LocalSpark } from '../../service/LocalSpark.ts';
import { createAwsCalls } from '../../step-functions/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';

export const applicationId = '00application';
export const applicationArn = `arn:aws:emr-serverless:us-east-1:000000000000:/applications/${applicationId}`;
export const bucket = 'data';

/** Stands for `spark-submit`: writes what it was told of into the folder behind its last argument, or does as `mode` says. */
const submit = `#!${process.execPath}
const { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const given = process.argv.slice(2);
const [program, mode, input, output] = given.slice(given.findIndex((word) => word.endsWith('program.py')));
if (mode === 'fail') { console.error('PARTITION_LATE: one is too many.'); process.exit(1); }
if (mode === 'hang') { setInterval(() => {}, 1000); }
else {
  const rows = readdirSync(input).sort().map((name) => name + '=' + readFileSync(input + '/' + name, 'utf8'));
  writeFileSync(output + '/made', [readFileSync(program, 'utf8'), process.env.PYTHONPATH.split('/').pop(), ...rows].join(' '));
  writeFileSync(output + '/options', given.slice(0, given.indexOf(program)).join(' '));
  rmSync(output + '/old', { force: true });
  if (mode === 'spill') appendFileSync(input + '/rows', ' more');
}`;

const everything: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

/** S3 and EMR Serverless behind one gateway; a second one on the same folder is the cloud started again. */
export async function startTestEmrServerless({
  folder = folderOfTest(),
  statements = everything,
  problem = () => undefined as string | undefined,
}: { folder?: string; statements?: Statement[]; problem?: LocalSpark['problem'] } = {}) {
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('package'), { recursive: true });
  writeFileSync(at('program.py'), 'the program');
  writeFileSync(at('spark-submit.cjs'), submit);
  chmodSync(at('spark-submit.cjs'), 0o755);
  const { access, credentials } = makeAccess(statements);
  const buckets = new Buckets(at('buckets'), [{ name: bucket, arn: `arn:aws:s3:::${bucket}`, rules: [] }]);
  const gatewayUrl = await startTestGateway(access, new S3Api(buckets, access));
  const logs: string[] = [];
  const jobRuns = new JobRuns({
    applications: new Map([[applicationId, { arn: applicationArn, releaseLabel: 'emr-7.10.0' }]]),
    storeOf: (arn) =>
      new ObjectStore({ endpoint: gatewayUrl, region: 'us-east-1', credentials: access.credentials.issue(arn, 'job') }),
    spark: { problem, submit: at('spark-submit.cjs'), environment: {}, options: ['--master', 'local[1]'] },
    assets: new Map([
      ['program.py', at('program.py')],
      ['package.zip', at('package')],
    ]),
    folder: at('emr-serverless'),
    logFolder: at('logs'),
    log: (line) => logs.push(line),
  });
  onTestFinished(() => jobRuns.close());
  mkdirSync(at('logs'), { recursive: true });
  const endpoint = await startTestGateway(access, new EmrServerlessApi(jobRuns, access, new Set([roleArn])));
  const store = buckets.find(bucket);
  jobRuns.resume();
  return {
    ...{ folder, logs, jobRuns },
    call: createAwsCalls({ endpoint, region: 'us-east-1', credentials }),
    put: (key: string, content: string) => store.put(key, content),
    keys: () => [...store.list()].map(({ key }) => key),
    read: async (key: string): Promise<string> => {
      const parts: Buffer[] = [];
      for await (const part of store.read(store.find(key)!)) parts.push(part as Buffer);
      return Buffer.concat(parts).toString();
    },
  };
}

/** A job in one of the modes of the program above; members as Step Functions has them. */
export const jobOf = (mode: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ApplicationId: applicationId,
  ExecutionRoleArn: roleArn,
  Name: `job-${mode}`,
  JobDriver: {
    SparkSubmit: {
      EntryPoint: 's3://assets/program.py',
      EntryPointArguments: [mode, `s3://${bucket}/in`, `s3://${bucket}/out`],
      SparkSubmitParameters: '--py-files s3://assets/package.zip --conf spark.executor.cores=4 --conf spark.x=1',
    },
  },
  ...more,
});

import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  DescribeTransformJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { LocalCloud } from '../../local/startLocalCloud.ts';
import type { Units } from '../../scale/index.ts';
import { auditor } from './withAuditor.ts';

const gigabyte = 1024 ** 3;
/** Of the states that wait for an export: three of them each time. */
const pollSeconds = 5;
/** That a look at a stage asks for: eleven of each of two versions (functions/run-training/createMetricsReader.ts). */
const metricsOfLook = 22;

/** Which workflow an execution is of. */
export interface Workflow {
  /** Its first state. */
  begins: string;
  /** Of the objects that an execution makes, before its id. */
  folder: string;
  /** Of the function that does its steps, in GB. */
  memory: number;
  /** The jobs of an execution, by what stands behind its name. */
  jobs: { kind: 'processing' | 'training' | 'transform'; suffix: string }[];
}

export const workflows: Record<'training' | 'batch', Workflow> = {
  training: {
    begins: 'BeginRun',
    folder: 'runs/',
    memory: 0.5,
    jobs: [
      { kind: 'processing', suffix: '-prepare' },
      { kind: 'training', suffix: '' },
      { kind: 'processing', suffix: '-judge' },
    ],
  },
  batch: {
    begins: 'BeginBatch',
    folder: 'batch/',
    memory: 1,
    jobs: [
      { kind: 'processing', suffix: '-lists' },
      { kind: 'transform', suffix: '' },
      { kind: 'processing', suffix: '-check' },
    ],
  },
};

interface Span {
  name: string;
  seconds: number;
}

/** Counts what an execution took, by its history, its jobs and its objects. */
export class Auditor {
  readonly #cloud: LocalCloud['emulator'];
  readonly #s3: S3Client;
  readonly #sageMaker: SageMakerClient;
  readonly #sfn: SFNClient;

  constructor({ emulator }: LocalCloud) {
    this.#cloud = emulator;
    const credentials = emulator.credentialsOf(`arn:aws:iam::${emulator.accountId}:role/${auditor}`, 'costs');
    const options = { endpoint: emulator.gatewayUrl, region: emulator.region, credentials };
    this.#s3 = new S3Client({ ...options, forcePathStyle: true });
    this.#sageMaker = new SageMakerClient(options);
    this.#sfn = new SFNClient(options);
  }

  /** The dozens of small rows that an execution reads and writes come to less than a hundredth of a cent, and are left out. */
  async count({ begins, folder, memory, jobs }: Workflow, id: string): Promise<Units> {
    const machine = this.#cloud.template
      .ofType('AWS::StepFunctions::StateMachine')
      .find(({ properties }) => String(properties.DefinitionString).includes(`"${begins}"`))!;
    const arn = String(machine.ref).replace(':stateMachine:', ':execution:');
    const spans = spansOf(await this.#history(`${arn}:${id}`));
    const { States } = JSON.parse(String(machine.properties.DefinitionString)) as {
      States: Record<string, { Resource?: string }>;
    };
    const secondsOf = (state: string): number => spans.find(({ name }) => name === state)?.seconds ?? 0;
    const calls = spans.filter(({ name }) => /lambda/.test(States[name]?.Resource ?? ''));
    const looks = spans.filter(({ name }) => /^(Shadow|Canary)Watch$/.test(name)).length;
    const stores = secondsOf('Store') > 0 ? 1 : 0;
    const polls = Math.ceil(secondsOf('Collect') / pollSeconds);
    const exported = await this.#objects(`exports/${id}/`);
    const made = await this.#objects(`${folder}${id}/`);
    const sizes = [...exported, ...made].reduce((sum, { size }) => sum + size, 0);
    return {
      // Inside of the map of two exports: which, begin and done, and each poll three; of the part: begin, store, done, end.
      stateTransition: spans.length + 2 * (3 + 3 * polls) + 4 * stores,
      lambdaRequest: calls.length + stores,
      lambdaGigabyteSecond: memory * (calls.reduce((sum, { seconds }) => sum + seconds, 0) + secondsOf('Store')),
      exportGigabyte: (await this.#billed(exported.map(({ key }) => key))) / gigabyte,
      instanceSecond: (await Promise.all(jobs.map((job) => this.#jobSeconds(job, id)))).reduce((a, b) => a + b, 0),
      ...(looks > 0 && { metricRead: looks * metricsOfLook }),
      objectWrite: exported.length + made.length,
      objectRead: exported.length + made.length,
      // A week.
      storedGigabyteMonth: (sizes / gigabyte) * (7 / 30),
    };
  }

  async #history(executionArn: string): Promise<HistoryEvent[]> {
    const events: HistoryEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#sfn.send(new GetExecutionHistoryCommand({ executionArn, nextToken }));
      events.push(...(page.events ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
    return events;
  }

  get #bucket(): string {
    const functions = this.#cloud.template.ofType('AWS::Lambda::Function');
    const variables = functions.map(
      ({ properties }) => (properties.Environment as { Variables?: Record<string, string> })?.Variables ?? {},
    );
    return String(variables.find(({ ARCHIVE_BUCKET }) => ARCHIVE_BUCKET !== undefined)!.ARCHIVE_BUCKET);
  }

  async #objects(Prefix: string): Promise<{ key: string; size: number }[]> {
    const { Contents = [] } = await this.#s3.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix }));
    return Contents.map(({ Key = '', Size = 0 }) => ({ key: Key, size: Size }));
  }

  /** What DynamoDB charges for, by the summaries of the exports. */
  async #billed(keys: string[]): Promise<number> {
    const summaries = keys.filter((key) => key.endsWith('manifest-summary.json'));
    const bytes = await Promise.all(
      summaries.map(async (Key) => {
        const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
        return (JSON.parse((await Body?.transformToString()) ?? '{}') as { billedSizeBytes: number }).billedSizeBytes;
      }),
    );
    return bytes.reduce((sum, one) => sum + one, 0);
  }

  async #jobSeconds({ kind, suffix }: Workflow['jobs'][number], id: string): Promise<number> {
    const name = `recsync-${id}${suffix}`;
    const [start, end] = await this.#timesOf(kind, name);
    return (end!.getTime() - start!.getTime()) / 1000;
  }

  async #timesOf(kind: 'processing' | 'training' | 'transform', name: string): Promise<(Date | undefined)[]> {
    if (kind === 'processing') {
      const job = await this.#sageMaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));
      return [job.ProcessingStartTime, job.ProcessingEndTime];
    }
    if (kind === 'training') {
      const job = await this.#sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
      return [job.TrainingStartTime, job.TrainingEndTime];
    }
    const job = await this.#sageMaker.send(new DescribeTransformJobCommand({ TransformJobName: name }));
    return [job.TransformStartTime, job.TransformEndTime];
  }
}

/** How long an execution was in each of its states, in their order. */
function spansOf(events: HistoryEvent[]): Span[] {
  const entered = events.filter(({ type }) => type?.endsWith('StateEntered'));
  const end = events.at(-1)!.timestamp!.getTime();
  return entered.map(({ stateEnteredEventDetails, timestamp }, index) => ({
    name: stateEnteredEventDetails!.name!,
    seconds: ((entered[index + 1]?.timestamp?.getTime() ?? end) - timestamp!.getTime()) / 1000,
  }));
}

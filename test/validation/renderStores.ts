import { archiveKeys } from '../../schema/contract/models.ts';
import { PolicyDecisions } from './permissions/PolicyDecisions.ts';
import type { Resource, Resources } from './permissions/Resource.ts';

/** What a store holds, which no template tells: by the id of the resource without its hash. */
const contents: Record<string, string> = {
  'recsync-data/UserData': 'what each user did, lists, what was seen, presence, variants, marks; ids of people',
  'recsync-data/Catalogue': 'items; nobody',
  'recsync-data/Counters': 'sums by item; nobody',
  'recsync-data/Models': 'versions and runs of the model; ids of administrators who asked for a training or a batch',
  'recsync-data/Feedback':
    'placements, experiments, sums by day, audit log; ids of users who were marked, held back, close to it or exposed, and of administrators',
  'recsync-data/Archive':
    'exports and lists in bulk with ids of people; interactions, training data and marks of erased people under pseudonyms',
  'recsync-data/Artifacts': 'models; nobody',
  'recsync-data/IdentityUsers': 'accounts: addresses and ids of people',
  'recsync-api/Failures': 'interactions and pushes that could not be handled; ids of people',
  'recsync-api/ErasureStateMachine': 'ids of erasures; nobody',
  'recsync-api/MergeStateMachine': 'ids of merges, which name nobody',
  'recsync-api/WorkflowStateMachine': 'nothing: Express executions have no history',
  'recsync-batch/BatchStateMachine': 'ids of batches, and of administrators who asked for one',
  'recsync-training/WorkflowStateMachine': 'ids of runs, and of administrators who asked for one',
};

const day = 86_400;
const days = (count: unknown): string => `${Number(count)} days`;

interface Kind {
  /** How long what is in it stays. */
  life(resource: Resource): string;
  /** What a reader asks for, any one of these. */
  reads(resource: Resource): { action: string; resource: string }[];
}

const kinds: Record<string, Kind> = {
  'AWS::DynamoDB::GlobalTable': {
    life: ({ properties }) =>
      [
        properties.TimeToLiveSpecification?.Enabled
          ? 'rows with an end until then, others until deleted'
          : 'until deleted',
        properties.Replicas[0].PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ? 'backups 35 days' : [],
        properties.StreamSpecification ? 'stream 24 hours' : [],
      ]
        .flat()
        .join('; '),
    reads: ({ arn }) =>
      ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'ExportTableToPointInTime'].map((name) => ({
        action: `dynamodb:${name}`,
        resource: arn,
      })),
  },
  'AWS::S3::Bucket': {
    life: ({ properties }) =>
      (properties.LifecycleConfiguration?.Rules ?? [])
        .flatMap((rule: { Prefix?: string; ExpirationInDays?: number }) =>
          rule.ExpirationInDays ? `\`${rule.Prefix}\` ${days(rule.ExpirationInDays)}` : [],
        )
        .concat('the rest until deleted')
        .join('; '),
    reads: ({ arn }) =>
      [
        archiveKeys.interactions,
        archiveKeys.items,
        archiveKeys.erased,
        'exports/',
        'runs/',
        'batch/',
        'artifacts/',
        'checkpoints/',
      ]
        .map((folder) => `${folder}x`)
        .concat(archiveKeys.pseudonymKey)
        .map((key) => ({ action: 's3:GetObject', resource: `${arn}/${key}` })),
  },
  'AWS::SQS::Queue': {
    life: ({ properties }) => days(Number(properties.MessageRetentionPeriod) / day),
    reads: ({ arn }) => [{ action: 'sqs:ReceiveMessage', resource: arn }],
  },
  'AWS::Cognito::UserPool': {
    life: () => 'until the account is deleted, which `deleteUserData` does not do',
    reads: ({ arn }) => [{ action: 'cognito-idp:AdminGetUser', resource: arn }],
  },
  'AWS::StepFunctions::StateMachine': {
    life: ({ properties }) => (properties.StateMachineType === 'EXPRESS' ? 'none' : 'histories 90 days'),
    reads: ({ arn }) => [
      { action: 'states:GetExecutionHistory', resource: `${arn.replace(':stateMachine:', ':execution:')}:one` },
    ],
  },
};

const nameOf = ({ id }: Resource): string => id.replace(/[0-9A-F]{8}$/, '');

/**
 * Every store of the templates as rows of a table of Markdown: what it holds, how long, and which roles may read it.
 * @throws Error for a store of which nobody has said what it holds
 */
export function renderStores(resources: Resources): string {
  const decisions = new PolicyDecisions(resources);
  const roles = resources.ofType('AWS::IAM::Role');
  const secure = { 'aws:securetransport': ['true'] };
  const rows = resources.ofType(...Object.keys(kinds)).map((store) => {
    const name = nameOf(store);
    if (!contents[name]) throw new Error(`Nobody has said what ${name} holds (renderStores.ts).`);
    const { life, reads } = kinds[store.type];
    const readers = roles.filter((role) =>
      reads(store).some((read) => decisions.allows({ principal: { role: role.arn }, ...read, context: secure })),
    );
    const names = readers
      .map((role) =>
        nameOf(role)
          .split('/')[1]
          .replace(/(ServiceRole|Role)$/, ''),
      )
      .sort();
    return `| \`${name}\` | ${contents[name]} | ${life(store)} | ${names.join(', ') || 'nobody'} |`;
  });
  const logs = resources.ofType('AWS::Logs::LogGroup').map(({ properties }) => Number(properties.RetentionInDays));
  const lives = [...new Set(logs)].map(days).join(' or ');
  return [
    '| store | holds | how long | roles that may read it |',
    '|---|---|---|---|',
    ...rows.sort(),
    `| ${logs.length} log groups | errors and metrics; nobody | ${lives} | nobody |`,
  ].join('\n');
}

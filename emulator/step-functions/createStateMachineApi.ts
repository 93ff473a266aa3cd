import { JsonApi, ServiceError } from '../gateway/index.ts';
import type { AccessControl } from '../identity/index.ts';
import type { StateMachines } from './StateMachines.ts';

type Input = Record<string, unknown>;

const optionalText = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

/** A page by its offset, which the token is. @throws ServiceError (InvalidToken) */
const pageOf = <Entry>(entries: Entry[], { maxResults, nextToken }: Input): { page: Entry[]; nextToken?: string } => {
  const start = nextToken === undefined ? 0 : Number(nextToken);
  if (!Number.isInteger(start) || start < 0 || start > entries.length) {
    throw new ServiceError('InvalidToken', `Invalid Token: '${String(nextToken)}'`);
  }
  const size = Number(maxResults ?? 0) || 100;
  const next = start + size;
  return { page: entries.slice(start, next), ...(next < entries.length && { nextToken: String(next) }) };
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/ */
export const createStateMachineApi = (machines: StateMachines, access: AccessControl): JsonApi =>
  new JsonApi('states', 'AWSStepFunctions', {
    async StartExecution({ stateMachineArn, input, name }, principal) {
      access.require(principal, 'states:StartExecution', String(stateMachineArn));
      const { execution } = machines.start(String(stateMachineArn), optionalText(input), optionalText(name));
      return { executionArn: execution.executionArn, startDate: execution.startDate };
    },
    async StartSyncExecution({ stateMachineArn, input, name }, principal) {
      access.require(principal, 'states:StartSyncExecution', String(stateMachineArn));
      if (machines.find(String(stateMachineArn)).type !== 'EXPRESS') {
        throw new ServiceError(
          'StateMachineTypeNotSupported',
          'This operation is not supported by this type of state machine',
        );
      }
      const { end } = machines.start(String(stateMachineArn), optionalText(input), optionalText(name));
      return { ...(await end), billingDetails: { billedDurationInMilliseconds: 0, billedMemoryUsedInMB: 64 } };
    },
    async DescribeExecution({ executionArn }, principal) {
      access.require(principal, 'states:DescribeExecution', String(executionArn));
      return machines.describe(String(executionArn));
    },
    async StopExecution({ executionArn, error, cause }, principal) {
      access.require(principal, 'states:StopExecution', String(executionArn));
      const stopped = await machines.abort(String(executionArn), optionalText(error), optionalText(cause));
      return { stopDate: stopped.stopDate };
    },
    async ListExecutions({ stateMachineArn, statusFilter, ...paging }, principal) {
      access.require(principal, 'states:ListExecutions', String(stateMachineArn));
      const found = machines
        .list(String(stateMachineArn))
        .filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const { page, nextToken } = pageOf(found, paging);
      const executions = page.map(({ executionArn, name, status, startDate, stopDate }) => ({
        ...{ executionArn, stateMachineArn, name, status, startDate },
        ...(stopDate !== undefined && { stopDate }),
      }));
      return { executions, nextToken };
    },
    async GetExecutionHistory({ executionArn, reverseOrder, ...paging }, principal) {
      access.require(principal, 'states:GetExecutionHistory', String(executionArn));
      const events = machines.history(String(executionArn));
      const { page, nextToken } = pageOf(reverseOrder === true ? events.toReversed() : events, paging);
      return { events: page, nextToken };
    },
  });

import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide, startEngine } from '../../emulator/test/helpers/startEngine.ts';
import { presenceSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import type { ScoreCandidatesInput, WorkflowInput } from '../../schema/contract/scoring.ts';
import { packed } from '../helpers/packed.ts';
import { recordedAt, scored } from './scoredList.ts';
import { startWorkflow } from './startWorkflow.ts';

describe.skipIf(!hasDynoxide)('the workflow of pushed lists', () => {
  let engine: Awaited<ReturnType<typeof startEngine>>;
  beforeAll(async () => {
    engine = await startEngine('dynoxide');
    await engine.makeTables({ userData: ['pk', 'sk'] });
    // Somebody listens.
    const Item = { pk: userPartitionKey('ada'), sk: presenceSortKey };
    await DynamoDBDocumentClient.from(engine.client).send(new PutCommand({ TableName: 'userData', Item }));
  });
  afterAll(() => engine?.stop());

  it('asks for a list that takes in what it is for, and leaves the input and the reason when it fails', async () => {
    const asked: ScoreCandidatesInput[] = [];
    const failing = await startWorkflow(engine.client, 'userData', (input) => {
      asked.push(input);
      throw new RangeError('No such list.');
    });
    const input: WorkflowInput = {
      userId: 'ada',
      placement: 'home',
      basedOn: recordedAt,
      itemIds: ['film-1', 'film-2'],
    };
    expect(await failing.run(input)).toContain('FAILED');
    expect(asked[0]).toMatchObject({ kind: 'RECOMMEND', basedOn: recordedAt, excludeItemIds: ['film-1', 'film-2'] });
    expect(failing.failures).toEqual([{ code: 'RangeError', reason: expect.stringContaining('No such list.'), input }]);
    expect(failing.published).toEqual([]);
  });

  it('scores again when the container of the function goes away', async () => {
    let deaths = 0;
    const dying = await startWorkflow(engine.client, 'userData', () => {
      deaths += 1;
      if (deaths > 1) return scored;
      throw Object.assign(new Error('Runtime exited: signal: killed'), { name: 'Runtime.ExitError' });
    });
    const input: WorkflowInput = { userId: 'ada', placement: 'home', basedOn: recordedAt, itemIds: [] };
    expect(await dying.run(input)).toBe('SUCCEEDED');
    expect([dying.published, dying.failures]).toEqual([[{ ...input, list: packed(scored) }], []]);
  });
});

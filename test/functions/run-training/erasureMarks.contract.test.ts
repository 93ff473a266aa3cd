import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { report, settings, startTraining } from './startTraining.ts';
import type { Training } from './startTraining.ts';

const [first, second] = ['20261101-030000-00aa', '20261102-030000-00ab'];
const hour = 3_600_000;

describe.skipIf(!hasDynoxide)('marks of erased people', () => {
  const mark = (training: Training, pseudonym: string) =>
    training.s3.send(new PutObjectCommand({ Bucket: 'archive', Key: `erased/${pseudonym}`, Body: '' }));
  const marks = async (training: Training) => (await training.objects()).filter((key) => key.startsWith('erased/'));
  /** A run up to where its `prepare` has written the archive anew. */
  const prepared = async (training: Training, runId: string): Promise<unknown> => {
    await training.begin(runId);
    await training.writeReport(runId, report());
    const answer = await training.once({ step: 'checkData', runId, settings: { ...settings, force: true } });
    await training.step({ step: 'end', runId, outcome: { status: 'REJECTED', reason: 'X: y' } });
    return answer;
  };

  it('stay for a day, and go with the run after that', async () => {
    const training = await startTraining();
    await Promise.all(['p1', 'p2'].map((pseudonym) => mark(training, pseudonym)));
    training.now.value += hour;
    await prepared(training, first);
    expect(await marks(training)).toEqual(['erased/about', 'erased/p1', 'erased/p2']);
    training.now.value += 24 * hour;
    await prepared(training, second);
    expect(await marks(training)).toEqual(['erased/about']);
    expect(training.troubles).toEqual([]);
  });

  it('that could not be removed go with the next run, and stop none', async () => {
    const training = await startTraining();
    await Promise.all(['p1', 'p2', 'p3'].map((pseudonym) => mark(training, pseudonym)));
    training.now.value += 25 * hour;
    let left = 1;
    training.s3.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'DeleteObjectCommand' && (left -= 1) < 0) throw new Error('the line was cut');
          return next(args);
        },
      { step: 'initialize', name: 'cut' },
    );
    expect(await prepared(training, first)).toMatchObject({ decision: 'GO_ON' });
    expect(await marks(training)).toEqual(['erased/about', 'erased/p2', 'erased/p3']);
    expect(training.troubles).toHaveLength(1);
    training.s3.middlewareStack.remove('cut');
    await prepared(training, second);
    expect(await marks(training)).toEqual(['erased/about']);
  });
});

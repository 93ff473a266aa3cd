import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trainModel } from '../../sagemaker/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

describe('a training that is to stop', () => {
  const prepare = (): Parameters<typeof trainModel>[0] => {
    const folder = folderOfTest();
    const imageFolder = join(folder, 'image');
    mkdirSync(imageFolder, { recursive: true });
    writeFileSync(
      join(imageFolder, 'train.mjs'),
      "process.stdout.write('progress=0.5; begun\\n'); setInterval(() => undefined, 1000);",
    );
    return { imageFolder, baseFolder: join(folder, 'ml'), environment: {}, logFile: join(folder, 'train.log') };
  };

  test('ends when the signal aborts while it runs', async () => {
    const stop = new AbortController();
    const training = trainModel({ ...prepare(), signal: stop.signal, progress: () => stop.abort() });
    await expect(training).rejects.toMatchObject({
      code: 'TrainingFailed',
      message: expect.stringContaining('stopped'),
    });
  });

  test('ends when the signal had aborted before it began', async () => {
    const training = trainModel({ ...prepare(), signal: AbortSignal.abort() });
    await expect(training).rejects.toMatchObject({
      code: 'TrainingFailed',
      message: expect.stringContaining('stopped'),
    });
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDockerfile } from '../../sagemaker/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

test('reads where and with which environment programs of an image run', () => {
  const folder = folderOfTest();
  expect(readDockerfile(folder)).toEqual({ workingFolder: '/', environment: {} });
  writeFileSync(
    join(folder, 'Dockerfile'),
    'FROM base\nWORKDIR /opt\nENV A=1 B=x=y\n# ENV C=3\nRUN ENV=none true\nWORKDIR /opt/program\nENV A=2\n',
  );
  expect(readDockerfile(folder)).toEqual({ workingFolder: '/opt/program', environment: { A: '2', B: 'x=y' } });
});

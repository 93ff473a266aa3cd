import { describe, expect, test } from 'vitest';
import { CommandError } from '../../cli/CommandError.ts';
import { durationOption, parseOptions } from '../../cli/parseOptions.ts';
import { parseStartOptions } from '../../cli/startOptions.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

describe('durationOption', () => {
  test.each([
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['1.5h', 5400],
    ['30d', 2_592_000],
  ])('%s is %i seconds', (text, seconds) => {
    expect(durationOption(text, '--expires')).toBe(seconds);
  });
  test.each(['', '1w', '-5', '0', 'soon'])('%j is refused', (text) => {
    expect(() => durationOption(text, '--expires')).toThrow(CommandError);
  });
});

test('parseOptions names what it does not know and what it does', () => {
  const specification = { user: { type: 'string' as const } };
  expect(parseOptions(['--user', 'u1'], specification)).toEqual({ user: 'u1' });
  expect(() => parseOptions(['--usr', 'u1'], specification)).toThrow(/'--usr'.*The options are --user/);
  expect(() => parseOptions(['u1'], specification)).toThrow(CommandError);
  expect(() => parseOptions(['--user'], specification)).toThrow(CommandError);
});

describe('parseStartOptions', () => {
  test('has defaults', () => {
    expect(parseStartOptions([])).toMatchObject({
      port: 4000,
      fresh: false,
      dataFolder: undefined,
      dynamodb: undefined,
      appSyncEngine: 'emulator',
    });
  });
  test('takes everything', () => {
    const folder = folderOfTest();
    expect(
      parseStartOptions([
        '--port',
        '0',
        '--data',
        folder,
        '--state',
        folder,
        '--dynamodb',
        'amazon',
        '--appsync',
        'amplify',
        '--fresh',
        '--training-budget',
        '1m',
      ]),
    ).toEqual({
      port: 0,
      dataFolder: folder,
      stateFolder: folder,
      dynamodb: 'amazon',
      appSyncEngine: 'amplify',
      fresh: true,
      trainingBudgetSeconds: 60,
    });
  });
  test.each([
    [['--port', '65536'], /65536 is not a port/],
    [['--port', '1e3'], /is not a port/],
    [['--appsync', 'nonsense'], /--appsync nonsense is not an AppSync engine; give emulator or amplify/],
    [['--data', '/nowhere/at/all'], /--data \/nowhere\/at\/all is not a folder/],
  ])('refuses %j', (commandLine, message) => {
    expect(() => parseStartOptions(commandLine)).toThrow(message);
  });
});

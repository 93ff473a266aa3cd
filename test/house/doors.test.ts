import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();
const lint = async (filePath: string, text: string): Promise<string[]> => {
  const [report] = await eslint.lintText(text, { filePath });
  return report.messages.map((message) => message.ruleId ?? message.message);
};

describe('the doors between rooms', () => {
  it.each([
    ['schema/probe.ts', '../model/contract/index.ts'],
    ['resolvers/Query.item.ts', '../model/contract/index.ts'],
    ['functions/score-candidates/probe.ts', '../../model/algorithms/Recommender.ts'],
    ['functions/score-candidates/probe.ts', '../on-interaction/handler.ts'],
    ['model/algorithms/probe.ts', '../../data/load/importData.ts'],
    ['data/load/probe.ts', '../../model/contract/index.ts'],
    ['data/load/probe.ts', '../../emulator/processes/index.ts'],
    ['cli/probe.ts', '../model/contract/index.ts'],
    ['emulator/probe.ts', '../schema/contract/keys.ts'],
    ['emulator/dynamodb/probe.ts', '../../local/startLocalCloud.ts'],
    ['emulator/test/cloud/probe.test.ts', '../../../cli/folders.ts'],
    ['emulator/test/cloud/probe.test.ts', '../../../test/helpers/startTestCloud.ts'],
    ['local/probe.ts', '../emulator/cloud/startCloud.ts'],
    ['test/helpers/probe.ts', '../../emulator/cloud/startCloud.ts'],
    ['bench/probe.ts', '../emulator/test/helpers/startEngine.ts'],
    ['infra/probe.ts', '../model/contract/index.ts'],
    ['infra/probe.ts', '../schema/generated/types.ts'],
    ['experiments/comparison/probe.ts', '../../data/demo/Random.ts'],
    ['experiments/probe.ts', '../simulation/World.ts'],
    ['simulation/probe.ts', '../experiments/assignVariant.ts'],
    ['simulation/probe.ts', '../data/load/importData.ts'],
    ['client/probe.ts', '../schema/contract/keys.ts'],
    ['web/playground/probe.ts', '../../client/transport/HttpTransport.ts'],
    ['web/playground/probe.ts', '../../local/startLocalCloud.ts'],
  ])('%s may not import %s', async (file, target) => {
    const rules = await lint(file, `import * as probe from '${target}';\nexport const value = probe;\n`);
    expect(rules).toContain('import/no-restricted-paths');
  });

  it.each([
    ['resolvers/lib/caller.ts', '../../schema/contract/keys.ts'],
    ['functions/shared/probe.ts', '../../model/contract/index.ts'],
    ['data/probe.ts', '../schema/contract/keys.ts'],
    ['infra/probe.ts', '../schema/contract/keys.ts'],
    ['infra/probe.ts', '../emulator/appsync-js/index.ts'],
    ['local/probe.ts', '../emulator/index.ts'],
    ['web/playground/probe.ts', '../../client/react/index.ts'],
    ['cli/probe.ts', '../emulator/processes/index.ts'],
    ['simulation/probe.ts', '../data/demo/Random.ts'],
    ['test/helpers/probe.ts', '../../emulator/test/helpers/startEngine.ts'],
  ])('%s may import %s', async (file, target) => {
    const rules = await lint(file, `import * as probe from '${target}';\nexport const value = probe;\n`);
    expect(rules).not.toContain('import/no-restricted-paths');
  });

  it('keeps input and output out of the algorithms', async () => {
    const rules = await lint(
      'model/algorithms/probe.ts',
      "import { readFileSync } from 'node:fs';\nexport const value = readFileSync;\n",
    );
    expect(rules).toContain('no-restricted-imports');
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mergeSchema } from '../../../infra/schema/mergeSchema.ts';
import { renderEventTypeEnum } from '../../../infra/schema/renderEventTypeEnum.ts';

const root = join(import.meta.dirname, '..', '..', '..');

describe('the merged schema', () => {
  const merged = mergeSchema(root);

  it('has each type once, with the fields of all files', () => {
    expect(merged.match(/^type Query /gm)).toHaveLength(1);
    expect(merged.match(/^type Mutation /gm)).toHaveLength(1);
    const schema = buildSchema(merged + readFileSync(join(root, 'infra/schema/appsync.graphql'), 'utf8'));
    const fields = Object.keys(schema.getQueryType()?.getFields() ?? {});
    expect(fields).toEqual(expect.arrayContaining(['recommendations', 'item', 'interactions']));
  });

  it('keeps the directives of AppSync and declares nothing that AppSync declares itself', () => {
    expect(merged).toContain('@aws_cognito_user_pools(cognito_groups: ["admin"]) @aws_iam');
    expect(merged).toContain('@aws_subscribe(mutations: ["publishRecommendation"])');
    expect(merged).not.toMatch(/^(scalar|directive) /m);
  });

  it('is not made when AppSync would refuse it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recsync-schema-'));
    cpSync(join(root, 'schema'), join(folder, 'schema'), { recursive: true });
    writeFileSync(join(folder, 'schema', 'more.graphql'), 'type Query { more(limit: Int = 25): Int }');
    expect(() => mergeSchema(folder)).toThrow('limit has a default value, which AppSync does not pass on.');
  });

  it('keeps the descriptions', () => {
    expect(merged).toContain('"What most people like."');
  });
});

describe('the enum of event types', () => {
  it('has a documented value for each', () => {
    const json = JSON.stringify([{ name: 'VIEW', trendWeight: 1, evidenceWeight: 1, description: 'Seen "live".' }]);
    expect(renderEventTypeEnum(json)).toContain('enum EventType {\n  "Seen \\"live\\"."\n  VIEW\n}');
  });

  it.each([
    [[{ name: 'view', trendWeight: 1, evidenceWeight: 1 }], '"view"'],
    [
      [
        { name: 'VIEW', trendWeight: 1, evidenceWeight: 1 },
        { name: 'VIEW', trendWeight: 2, evidenceWeight: 1 },
      ],
      '"VIEW" with trendWeight 2',
    ],
    [[{ name: 'VIEW', evidenceWeight: 1 }], 'trendWeight undefined'],
    [[{ name: 'VIEW', trendWeight: 1 }], 'evidenceWeight undefined'],
    [[{ name: 'VIEW', trendWeight: 1, evidenceWeight: 1, valueMeaning: 'STARS' }], 'valueMeaning STARS'],
  ])('refuses %j', (types, message) => {
    expect(() => renderEventTypeEnum(JSON.stringify(types))).toThrow(message);
  });
});

it('has generated code that is up to date', () => {
  const { status, stderr } = spawnSync(join(root, 'node_modules/.bin/tsx'), ['infra/generate.ts', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}, 120_000);

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isSimulatorInstalled } from '../../emulator/appsync/index.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';
import { postGraphql, type Credentials } from '../helpers/postGraphql.ts';
import { RealtimeClient } from '../helpers/RealtimeClient.ts';
import { writeFilms } from '../helpers/writeFilms.ts';

const timeout = 180_000;
const SUBSCRIBE = 'subscription ($userId: ID!) { onRecommendation(userId: $userId) { userId items { itemId } } }';

interface Announced {
  graphqlUrl: string;
  realtimeUrl: string;
  apiKey: string;
}

const start = async (): Promise<{ announced: Announced; state: string; output(): string }> => {
  const folder = folderOfTest();
  const state = join(folder, 'state');
  const data = writeFilms(join(folder, 'films'), 12, 20);
  const options = ['--port', '0', '--state', state, '--data', data, '--training-budget', '5s', '--appsync', 'amplify'];
  const child = spawn(process.execPath, ['cli/bootstrap.mjs', 'start', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const file = join(state, 'local.json');
  await vi.waitFor(() => expect(existsSync(file), output).toBe(true), { timeout, interval: 200 });
  return { announced: JSON.parse(readFileSync(file, 'utf8')) as Announced, state, output: () => output };
};

const tokenOf = async (state: string, user: string): Promise<Credentials> => {
  const child = spawn(process.execPath, ['cli/bootstrap.mjs', 'token', '--state', state, '--user', user]);
  let token = '';
  child.stdout.on('data', (text) => (token += text));
  await new Promise((resolve) => child.once('close', resolve));
  return { token: token.trim() };
};

describe.skipIf(!isSimulatorInstalled())('npm start -- --appsync amplify (npm run test:witness installs it)', () => {
  it('answers a query and a mutation, and pushes to the user alone whom it is for', { timeout }, async () => {
    const { announced, state, output } = await start();
    const { graphqlUrl, realtimeUrl, apiKey } = announced;
    await expect.poll(output).toContain("Amplify's simulator");
    const [ada, ben] = await Promise.all(['ada', 'ben'].map((user) => tokenOf(state, user)));

    const { data, errors } = await postGraphql(graphqlUrl, { apiKey }, '{ item(itemId: "1") { title tags } }');
    expect([data, errors]).toEqual([{ item: { title: expect.stringContaining('Film 1'), tags: [] } }, undefined]);
    // Words of graphql-js 15: it is the simulator that answers.
    expect((await postGraphql(graphqlUrl, { apiKey }, '{ colour }')).errors).toMatchObject([
      { message: 'Cannot query field "colour" on type "Query".' },
    ]);

    const listener = await RealtimeClient.connect(realtimeUrl, ada);
    const bystander = await RealtimeClient.connect(realtimeUrl, ben);
    onTestFinished(() => [listener, bystander].forEach((client) => client.close()));
    expect((await listener.subscribe('own', SUBSCRIBE, { userId: 'ada' })).type).toBe('start_ack');
    expect((await bystander.subscribe('own', SUBSCRIBE, { userId: 'ben' })).type).toBe('start_ack');
    expect((await bystander.subscribe('foreign', SUBSCRIBE, { userId: 'ada' })).type).toBe('error');

    const like = (user: Credentials, itemId: string) =>
      postGraphql(
        graphqlUrl,
        user,
        'mutation ($input: RecordInteractionInput!) { recordInteraction(input: $input) { itemId } }',
        { input: { itemId, eventType: 'LIKE' } },
      );
    expect((await like(ada, '3')).data).toEqual({ recordInteraction: { itemId: '3' } });
    const pushed = await listener.nextData<{ onRecommendation: { userId: string; items: unknown[] } }>('own', 30_000);
    expect(pushed.onRecommendation.userId).toBe('ada');
    expect(pushed.onRecommendation.items.length).toBeGreaterThan(0);
    // What is pushed to the other afterwards is the first that they get.
    await like(ben, '4');
    const next = await bystander.nextData<{ onRecommendation: { userId: string } }>('own', 30_000);
    expect(next.onRecommendation.userId).toBe('ben');
  });
});

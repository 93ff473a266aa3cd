// Time of one APPSYNC_JS handler call: a response that reshapes 25 items, and a request that builds a DynamoDB Query.
// Run: npx tsx bench/appsync-js.ts
import { cpus } from 'node:os';
import { createEvaluator } from '../emulator/appsync-js/index.ts';
import type { AppSyncContext, HandlerName } from '../emulator/appsync-js/index.ts';

const CODE = `import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  if (ctx.identity.sub !== ctx.args.userId) util.unauthorized();
  return query({ query: { pk: { eq: 'USER#' + ctx.args.userId } }, limit: 100, scanIndexForward: false });
}
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  const items = ctx.result.items.map((item) => ({ ...item, score: util.math.roundNum(item.score * 100) / 100 }));
  return { items, generatedAt: util.time.nowISO8601() };
}`;
// A pattern out of the arguments may backtrack without end, so the call runs under a watchdog thread.
const WATCHED_CODE = CODE.replace(
  '!== ctx.args.userId',
  '!== ctx.args.userId || !util.matches(ctx.args.pattern, "u1")',
);

const items = Array.from({ length: 25 }, (_each, index) => ({
  itemId: `item-${index}`,
  title: `The title of item ${index}`,
  categories: ['Comedy', 'Drama'],
  score: index / 7,
}));
const context: AppSyncContext = {
  arguments: { userId: 'u1', pattern: '[a-z0-9]+' },
  identity: { sub: 'u1' },
  result: { items },
};

const evaluator = createEvaluator();
const plain = evaluator.load('plain', CODE);
const watched = evaluator.load('watched', WATCHED_CODE);

/** What a pipeline hands on: members of the context as JSON. */
const texts = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, JSON.stringify(value)]));

const ROUNDS = 5000;

/** CPU and wall microseconds of one call, after a warm-up. */
function measure(code: typeof plain, handler: HandlerName): { cpu: number; wall: number } {
  for (let round = 0; round < ROUNDS / 5; round += 1) code.evaluateTexts(handler, texts);
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) code.evaluateTexts(handler, texts);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: (user + system) / ROUNDS, wall: ((performance.now() - before) * 1000) / ROUNDS };
}

const cases: [string, typeof plain, HandlerName][] = [
  ['request, Query', plain, 'request'],
  ['response, 25 items', plain, 'response'],
  ['request under a watchdog', watched, 'request'],
];
console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, ${ROUNDS} calls each`);
let base = 0;
for (const [name, code, handler] of cases) {
  const { cpu, wall } = measure(code, handler);
  base ||= cpu;
  console.log(`${name}: ${cpu.toFixed(0)} us CPU, ${wall.toFixed(0)} us wall, ${(cpu / base).toFixed(1)}x the first`);
}

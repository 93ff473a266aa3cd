/**
 * What packing does for a stored list of 50 with reasons: bytes by field before and after, and nanoseconds, of the module
 * alone and of the resolver's handler that answers from the list, as the emulator runs it. Needs `npm run build`.
 * Run: npx tsx bench/packing.ts
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Random } from '../data/demo/Random.ts';
import { createEvaluator } from '../emulator/appsync-js/index.ts';
import { packItems } from '../functions/shared/packItems.ts';
import { unpackRankedItems } from '../schema/contract/rankedItems.ts';
import type { RankedItem } from '../schema/contract/rows.ts';
import type { ReasonCode } from '../schema/generated/types.ts';

const seed = 13;
const rounds = 3000;
const codes: ReasonCode[] = ['OFTEN_NEXT', 'SIMILAR_CONTENT', 'BECAUSE_YOU_INTERACTED', 'SIMILAR_USERS', 'POPULAR'];

/** As lists of the demo shop are: five reasons an item, of a history of twenty and thirty attributes. */
function listOf(itemId: (place: number) => string): RankedItem[] {
  const random = new Random(seed);
  const some = (texts: string[]): string[] => Array.from({ length: 3 }, () => random.pick(texts));
  const history = Array.from({ length: 20 }, (_, index) => itemId(index));
  const attributes = Array.from({ length: 30 }, (_, index) => `tag:attribute ${index}`);
  return Array.from({ length: 50 }, (_, place) => ({
    itemId: itemId(place + 20),
    score: random.next() * 20,
    reasons: codes.map((code) => ({
      code,
      evidence: {
        itemIds: code === 'POPULAR' ? [] : some(history),
        attributes: code === 'SIMILAR_CONTENT' ? some(attributes) : [],
      },
      share: random.next() * 5,
    })),
  }));
}

const bytes = (value: unknown): number => Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));

/** Bytes of the values of each field; the rest is names and punctuation. */
function bytesByField(items: RankedItem[]): Record<string, number> {
  const reasons = items.flatMap((item) => item.reasons);
  const sum = (values: unknown[]): number => values.reduce<number>((total, value) => total + bytes(value), 0);
  const fields = {
    'ids of the items': sum(items.map(({ itemId }) => itemId)),
    'scores and shares': sum([...items.map(({ score }) => score), ...reasons.map(({ share }) => share)]),
    codes: sum(reasons.map(({ code }) => code)),
    'evidence: item ids': sum(reasons.map(({ evidence }) => evidence.itemIds)),
    'evidence: attributes': sum(reasons.map(({ evidence }) => evidence.attributes)),
  };
  const values = Object.values(fields).reduce((total, one) => total + one, 0);
  return { ...fields, 'names and punctuation': bytes(items) - values };
}

function nanoseconds(run: () => unknown): number {
  for (let round = 0; round < rounds / 3; round += 1) run();
  const { user, system } = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) run();
  const after = process.cpuUsage();
  return Math.round(((after.user + after.system - user - system) * 1000) / rounds);
}

const code = readFileSync(new URL('../build/resolvers/pipeline/readPlacement.js', import.meta.url), 'utf8');
const handler = createEvaluator().load('readPlacement', code);
/** A page of 25 from a fresh stored list. */
function answerFrom(items: string): number {
  const generatedAt = new Date().toISOString();
  const request = { kind: 'RECOMMEND', userId: 'u1', placement: 'home', limit: 25, explain: true, excludeItemIds: [] };
  const storedList = { generatedAt, basedOn: '-', degraded: false, source: 'MODEL', items, listSize: 50 };
  const stash = { request: { ...request, diversity: null, token: null, list: 'l' }, storedList, history: [] };
  const texts = {
    stash: JSON.stringify(stash),
    result: '{"revision":0}',
    env: '{"STORED_LIST_SECONDS":"3600","STORED_LIST_SIZE":"50"}',
  };
  const answered = JSON.stringify(handler.evaluateTexts('response', texts));
  if (!answered.includes('STORED')) throw new Error(`The handler did not answer: ${answered.slice(0, 500)}`);
  return nanoseconds(() => handler.evaluateTexts('response', texts));
}

console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, seed ${seed}, ${rounds} calls each`);
for (const [name, itemId] of [
  ['ids of 8 characters', (place: number) => `item-${String(place).padStart(3, '0')}`],
  ['ids of 36 characters', (place: number) => `0f8fad5b-d9cb-469f-a165-${String(place).padStart(12, '0')}`],
] as const) {
  const items = listOf(itemId);
  const [text, packed] = [JSON.stringify(items), packItems(items)];
  console.log(`\n${name}: ${bytes(text)} bytes as objects, ${bytes(packed)} packed`);
  console.log(bytesByField(items));
  const write = [nanoseconds(() => JSON.stringify(items)), nanoseconds(() => packItems(items))];
  const read = [nanoseconds(() => JSON.parse(text)), nanoseconds(() => unpackRankedItems(packed))];
  const answer = [answerFrom(text), answerFrom(packed)];
  console.log(`written: ${write[0]} ns as objects, ${write[1]} ns packed`);
  console.log(`read: ${read[0]} ns as objects, ${read[1]} ns packed`);
  console.log(`handler that answers: ${answer[0]} ns as objects, ${answer[1]} ns packed`);
}

import type { ContextRecord, InteractionRecord } from '../records/InteractionRecord.ts';
import type { DemoItem } from './generateCatalogue.ts';
import type { DemoPerson } from './generatePeople.ts';
import type { Random } from './Random.ts';
import type { Shelf } from './Shelf.ts';

export interface Session {
  random: Random;
  shelf: Shelf;
  person: DemoPerson;
  /** What the person has bought so far, as indexes into the catalogue. */
  bought: Set<number>;
  /** Milliseconds since the Unix epoch. */
  beginsAt: number;
  sessionId: string;
  /** Nothing happens after it. */
  end: number;
  /** Where to put what happens. */
  interactions: InteractionRecord[];
}

const second = 1000;
const day = 24 * 60 * 60 * second;
const shownAtOnce = 8;
/** Older impressions are not kept, as in a shop that lets them expire. */
const impressionsKept = 45 * day;
const meanViews = 3.4;

/** One visit: a front page, some items looked at one after another, and what comes of that. */
export function walkSession(session: Session): void {
  const { random, shelf, person, bought, beginsAt, end } = session;
  const popular = shelf.frontPage(beginsAt);
  const attention = shelf.attention(person, beginsAt, bought, popular);
  const shown = showFrontPage(session, popular, attention);

  let time = beginsAt;
  let views = 1;
  while (random.chance(1 - 1 / meanViews)) views += 1;
  const seen = new Set<number>();
  let last = -1;
  for (let view = 0; view < views; view += 1) {
    const index = last === -1 ? chooseShown(random, shown, attention) : chooseNext(session, attention, last);
    if (index === -1) return;
    time += random.integer(15, 150) * second;
    if (seen.has(index) || bought.has(index)) continue;
    seen.add(index);
    record(session, index, 'VIEW', time);
    react(session, index, time);
    last = index;
    if (time > end) return;
  }
}

/** Half of what is shown is popular with everybody, half is to the person's taste. */
function showFrontPage(session: Session, popular: Float64Array, attention: Float64Array): number[] {
  const { random, beginsAt, end } = session;
  const shown = new Set<number>();
  for (let place = 0; place < shownAtOnce; place += 1) {
    const index = random.weighted(place % 2 === 0 ? popular : attention);
    if (index !== -1) shown.add(index);
  }
  if (beginsAt > end - impressionsKept) for (const index of shown) record(session, index, 'IMPRESSION', beginsAt);
  return [...shown];
}

function chooseShown(random: Random, shown: number[], attention: Float64Array): number {
  const index = random.weighted(shown.map((each) => attention[each]));
  return index === -1 ? random.weighted(attention) : shown[index];
}

/** After an item: the next volume, more by the same creator, more of the same kind, or something else. */
function chooseNext({ random, shelf }: Session, attention: Float64Array, last: number): number {
  const { items } = shelf;
  const { nextVolume, creator, theme, medium } = items[last];
  if (nextVolume !== undefined && attention[nextVolume] > 0 && random.chance(0.6)) return nextVolume;
  const way = random.next();
  let alike: (item: DemoItem) => boolean = () => true;
  if (way < 0.2) alike = (item) => item.creator === creator;
  else if (way < 0.6) alike = (item) => item.theme === theme && (item.medium === medium || way < 0.3);
  const index = random.weighted(attention.map((weight, each) => (each !== last && alike(items[each]) ? weight : 0)));
  return index === -1 ? random.weighted(attention) : index;
}

/** What a person does with an item that they look at. The better they like it, the more. */
function react(session: Session, index: number, time: number): void {
  const { random, shelf, person, bought } = session;
  const item = shelf.items[index];
  const liking = shelf.affinity(person, item, time) + 0.18 * item.quality + 0.15 * random.normal();
  const tooDear = person.thrift * Math.min(0.5, (item.record.price as number) / 90);
  const later = (from: number, to: number): number => time + random.integer(from, to) * second;

  if (random.chance(0.25 * sigmoid(8 * (liking - 0.75)))) record(session, index, 'LIKE', later(2, 20));
  else if (random.chance(0.12 * sigmoid(8 * (0.3 - liking)))) record(session, index, 'DISLIKE', later(2, 20));
  if (random.chance(0.15 * sigmoid(6 * (liking - 0.7)))) record(session, index, 'BOOKMARK', later(2, 30));
  if (random.chance(0.03 * sigmoid(8 * (liking - 0.8)))) record(session, index, 'SHARE', later(5, 40));
  if (!random.chance(0.6 * sigmoid(7 * (liking - tooDear - 0.62)))) return;
  record(session, index, 'ADD_TO_CART', later(5, 30));
  if (!random.chance(0.62)) return;
  bought.add(index);
  record(session, index, 'PURCHASE', later(60, 400), item.record.price ?? undefined);
  if (random.chance(0.3)) {
    const fraction = Math.min(1, Math.max(0.05, liking + 0.2 * random.normal()));
    record(session, index, 'WATCH', time + random.integer(1, 9) * day, Math.round(fraction * 100) / 100);
  }
  if (random.chance(0.45)) {
    const stars = 1.6 + 2.6 * liking + 0.5 * random.normal();
    record(session, index, 'RATING', time + random.integer(2, 20) * day, Math.min(5, Math.max(1, Math.round(stars))));
  }
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

function record(session: Session, index: number, eventType: string, time: number, eventValue?: number): void {
  const { shelf, person, interactions, sessionId, end, beginsAt } = session;
  if (time > end) return;
  const inVisit = time < beginsAt + day;
  const interaction: InteractionRecord = {
    userId: person.userId,
    itemId: shelf.items[index].record.itemId,
    eventType,
    timestamp: new Date(time).toISOString(),
    context: contextAt(person, time),
  };
  if (eventValue !== undefined) interaction.eventValue = eventValue;
  if (inVisit) interaction.sessionId = sessionId;
  interactions.push(interaction);
}

function contextAt(person: DemoPerson, time: number): ContextRecord {
  const local = new Date(time + person.clockOffset * 60 * 60 * second);
  return {
    device: person.device,
    locale: person.locale,
    hourOfDay: local.getUTCHours(),
    dayOfWeek: local.getUTCDay(),
  };
}

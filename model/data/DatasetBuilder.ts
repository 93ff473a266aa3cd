import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from './Dataset.ts';
import {
  defaultEventTypeWeights,
  defaultValueMeanings,
  eventWeight,
  isRating,
  ownMean,
  ratingScaleOf,
} from '../contract/eventRules.ts';
import type { EventRules } from '../contract/eventRules.ts';

/** One interaction in the form that readers hand over. */
export interface InteractionRow {
  userId: string;
  itemId: string;
  /** Default 'RATING' where there is a value, else 'VIEW'. */
  eventType?: string;
  value?: number;
  /** Milliseconds since the Unix epoch; undefined where the data carries no time. */
  timestamp?: number;
  device?: string;
}

/** What events say. The scale of ratings is learned from the rows. */
export type DatasetOptions = Partial<Omit<EventRules, 'ratings'>>;

/**
 * Collects interactions row by row into columns, so that a reader can stream a file of any size: memory is about 30
 * bytes a row plus the ids. The result depends on the order of the rows alone.
 */
export class DatasetBuilder {
  readonly #users = new NameIndex();
  readonly #items = new NameIndex();
  readonly #eventTypes = new NameIndex();
  readonly #devices = new NameIndex();
  readonly #catalogue = new Map<string, CatalogueItem>();
  readonly #userColumn = new GrowingColumn((size) => new Uint32Array(size));
  readonly #itemColumn = new GrowingColumn((size) => new Uint32Array(size));
  readonly #typeColumn = new GrowingColumn((size) => new Uint8Array(size));
  readonly #valueColumn = new GrowingColumn((size) => new Float32Array(size));
  readonly #timeColumn = new GrowingColumn((size) => new Float64Array(size));
  readonly #deviceColumn = new GrowingColumn((size) => new Int16Array(size));
  readonly #options: DatasetOptions;
  #hasTimestamps = true;

  constructor(options: DatasetOptions = {}) {
    this.#options = options;
  }

  /** Number of interactions so far. */
  get interactions(): number {
    return this.#userColumn.length;
  }

  add(row: InteractionRow): void {
    if (row.timestamp === undefined) this.#hasTimestamps = false;
    this.#userColumn.push(this.#users.indexOf(row.userId));
    this.#itemColumn.push(this.#items.indexOf(row.itemId));
    this.#typeColumn.push(this.#eventTypes.indexOf(row.eventType ?? (row.value === undefined ? 'VIEW' : 'RATING')));
    this.#valueColumn.push(row.value ?? Number.NaN);
    this.#timeColumn.push(row.timestamp ?? Number.NaN);
    this.#deviceColumn.push(row.device === undefined ? -1 : this.#devices.indexOf(row.device));
  }

  /** Adds or replaces an item of the catalogue. */
  addItem(item: CatalogueItem): void {
    this.#items.indexOf(item.itemId);
    this.#catalogue.set(item.itemId, item);
  }

  /** The dataset of all rows added. Time counts only when every row carries it; otherwise the order of the rows does. */
  build(): Dataset {
    const count = this.interactions;
    const users = this.#userColumn.values();
    const times = this.#timeColumn.values();
    if (!this.#hasTimestamps) for (let row = 0; row < count; row += 1) times[row] = row;

    const userOffsets = new Uint32Array(this.#users.size + 1);
    for (let row = 0; row < count; row += 1) userOffsets[users[row] + 1] += 1;
    for (let user = 0; user < this.#users.size; user += 1) userOffsets[user + 1] += userOffsets[user];
    const cursor = userOffsets.slice(0, -1);
    const order = new Uint32Array(count);
    for (let row = 0; row < count; row += 1) order[cursor[users[row]]++] = row;
    for (let user = 0; user < this.#users.size; user += 1) {
      order.subarray(userOffsets[user], userOffsets[user + 1]).sort((a, b) => times[a] - times[b] || a - b);
    }

    const itemColumn = this.#itemColumn.values();
    const typeColumn = this.#typeColumn.values();
    const valueColumn = this.#valueColumn.values();
    const deviceColumn = this.#deviceColumn.values();
    const eventTypeNames = this.#eventTypes.names();
    const itemIds = this.#items.names();
    const values = Float32Array.from(order, (row) => valueColumn[row]);
    const eventTypes = Uint8Array.from(order, (row) => typeColumn[row]);
    return {
      userIds: this.#users.names(),
      itemIds,
      eventTypeNames,
      items: itemIds.map((itemId) => this.#catalogue.get(itemId)),
      userOffsets,
      itemIndices: Uint32Array.from(order, (row) => itemColumn[row]),
      eventTypes,
      values,
      timestamps: Float64Array.from(order, (row) => times[row]),
      ...weighed({ userOffsets, eventTypeNames, eventTypes, values }, this.#options),
      devices: Int16Array.from(order, (row) => deviceColumn[row]),
      deviceNames: this.#devices.names(),
      hasTimestamps: this.#hasTimestamps && count > 0,
    };
  }
}

/** How strongly each event speaks for its item, by the rules of the options and the scale of all ratings. */
function weighed(
  {
    userOffsets,
    eventTypeNames,
    eventTypes,
    values,
  }: Pick<Dataset, 'userOffsets' | 'eventTypeNames' | 'eventTypes' | 'values'>,
  options: DatasetOptions,
): Pick<Dataset, 'weights' | 'rules'> {
  const unscaled: EventRules = {
    eventTypeWeights: options.eventTypeWeights ?? defaultEventTypeWeights,
    valueMeanings: options.valueMeanings ?? defaultValueMeanings,
    positiveValue: options.positiveValue,
  };
  const isRatingAt = (position: number): boolean =>
    isRating(eventTypeNames[eventTypes[position]], values[position], unscaled);
  const ratings = ratingScaleOf(values.filter((_, position) => isRatingAt(position)));
  const rules = { ...unscaled, ratings };
  const weights = new Float32Array(values.length);
  for (let user = 0; user + 1 < userOffsets.length; user += 1) {
    const [start, end] = [userOffsets[user], userOffsets[user + 1]];
    const mean = ownMean(
      values.subarray(start, end).filter((_, index) => isRatingAt(start + index)),
      rules,
    );
    for (let position = start; position < end; position += 1) {
      weights[position] = eventWeight(eventTypeNames[eventTypes[position]], values[position], rules, mean);
    }
  }
  return { weights, rules };
}

/** Gives names dense indices in the order of their first appearance. */
class NameIndex {
  readonly #indices = new Map<string, number>();

  get size(): number {
    return this.#indices.size;
  }

  /** The name's index, new or known. */
  indexOf(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.#indices.size;
    this.#indices.set(name, index);
    return index;
  }

  names(): string[] {
    return [...this.#indices.keys()];
  }
}

type Column = Uint8Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** A typed array that grows by doubling. */
class GrowingColumn<T extends Column> {
  readonly #create: (size: number) => T;
  #values: T;
  #length = 0;

  constructor(create: (size: number) => T) {
    this.#create = create;
    this.#values = create(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.#create(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The values so far: a view, not a copy. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }
}

import type { History, ScoreContext } from '../data/History.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import { RowScorer } from '../scoring/RowScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ComponentArtifact, FittedModel, Recommender } from './Recommender.ts';

export interface ContextPopularityParameters {
  /** Events' worth of doubt: how much evidence a moment needs before it differs from the average. */
  smoothing: number;
}

const millisecondsPerHour = 3_600_000;
const hourBlocks = 6;
const hoursPerBlock = 24 / hourBlocks;
const daysPerWeek = 7;

/**
 * What is more popular than usual at this time of day (blocks of four hours), on this day of the week and on this
 * device: for each, the logarithm of the smoothed ratio, added up. Silent about what the request leaves open. Hours and
 * days are those of UTC in training, as events carry no zone.
 */
export const ContextPopularity: Recommender<ContextPopularityParameters> = {
  name: 'contextPopularity',
  basis: 'moment',
  defaults: { smoothing: 20 },

  settings({ size, useOrder }) {
    if (!useOrder || !(size.hasTimestamps || size.hasDevices)) return [];
    return [{ name: 'contextPopularity', parameters: {}, halfLives: [0], seconds: 0, priority: 3 }];
  },

  fit(dataset, parameters) {
    const items = dataset.itemIds.length;
    const slots = hourBlocks + daysPerWeek + dataset.deviceNames.length;
    const counts = new Float64Array(slots * items);
    const slotTotals = new Float64Array(slots);
    const groupTotals = new Float64Array(3);
    const groupItemTotals = new Float64Array(3 * items);
    const add = (group: number, slot: number, item: number): void => {
      counts[slot * items + item] += 1;
      slotTotals[slot] += 1;
      groupTotals[group] += 1;
      groupItemTotals[group * items + item] += 1;
    };
    for (let position = 0; position < dataset.itemIndices.length; position += 1) {
      if (!(dataset.weights[position] > 0)) continue;
      const item = dataset.itemIndices[position];
      if (dataset.hasTimestamps) {
        const hours = Math.floor(dataset.timestamps[position] / millisecondsPerHour);
        add(0, Math.floor((((hours % 24) + 24) % 24) / hoursPerBlock), item);
        add(1, hourBlocks + new Date(dataset.timestamps[position]).getUTCDay(), item);
      }
      if (dataset.devices[position] >= 0) add(2, hourBlocks + daysPerWeek + dataset.devices[position], item);
    }
    const lifts = new Float32Array(slots * items);
    for (let slot = 0; slot < slots; slot += 1) {
      const group = slot < hourBlocks ? 0 : slot < hourBlocks + daysPerWeek ? 1 : 2;
      const share = slotTotals[slot] / Math.max(1, groupTotals[group]);
      for (let item = 0; item < items; item += 1) {
        const expected = groupItemTotals[group * items + item] * share;
        lifts[slot * items + item] = Math.log(
          (counts[slot * items + item] + parameters.smoothing) / (expected + parameters.smoothing),
        );
      }
    }
    return new ContextPopularityModel(lifts, items, dataset.deviceNames, parameters);
  },

  load(artifact) {
    const { items, deviceNames, smoothing } = artifact.parameters;
    return new ContextPopularityModel(artifact.arrays.lifts as Float32Array, items as number, deviceNames as string[], {
      smoothing: smoothing as number,
    });
  },
};

/** A row of the lifts, and what it is about ("hour:21"). */
interface Slot {
  readonly slot: number;
  readonly attribute: string;
}

class ContextPopularityModel implements FittedModel {
  readonly #lifts: Float32Array;
  readonly #items: number;
  readonly #deviceNames: readonly string[];
  readonly #parameters: ContextPopularityParameters;

  constructor(
    lifts: Float32Array,
    items: number,
    deviceNames: readonly string[],
    parameters: ContextPopularityParameters,
  ) {
    this.#lifts = lifts;
    this.#items = items;
    this.#deviceNames = deviceNames;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    return new ContextPopularityScorer(scoring, this.#lifts, (context) => this.#slots(context));
  }

  save(): ComponentArtifact {
    return {
      parameters: { ...this.#parameters, items: this.#items, deviceNames: [...this.#deviceNames] },
      arrays: { lifts: this.#lifts },
    };
  }

  #slots({ hourOfDay, dayOfWeek, device }: ScoreContext): Slot[] {
    const slots: Slot[] = [];
    if (hourOfDay !== undefined && hourOfDay >= 0 && hourOfDay < 24) {
      slots.push({ slot: Math.floor(hourOfDay / hoursPerBlock), attribute: `hour:${hourOfDay}` });
    }
    if (dayOfWeek !== undefined && dayOfWeek >= 0 && dayOfWeek < daysPerWeek) {
      slots.push({ slot: hourBlocks + Math.floor(dayOfWeek), attribute: `weekday:${dayOfWeek}` });
    }
    const index = device === undefined ? -1 : this.#deviceNames.indexOf(device);
    if (index >= 0) slots.push({ slot: hourBlocks + daysPerWeek + index, attribute: `device:${device}` });
    return slots;
  }
}

/** The sum of the lifts of the request's slots. */
class ContextPopularityScorer extends RowScorer {
  readonly #lifts: Float32Array;
  readonly #slotsOf: (context: ScoreContext) => Slot[];
  #slots: Slot[] = [];

  /** `lifts`: slots x items. */
  constructor(scoring: ScoringWorkspace, lifts: Float32Array, slotsOf: (context: ScoreContext) => Slot[]) {
    super(scoring);
    this.#lifts = scoring.hold(lifts);
    this.#slotsOf = slotsOf;
  }

  protected override score(_history: History, context: ScoreContext): void {
    this.#slots = this.#slotsOf(context);
    const { items } = this.scoring;
    const terms = this.#slots.map(({ slot }) => ({
      values: this.#lifts.subarray(slot * items, (slot + 1) * items),
      factor: 1,
    }));
    this.scoring.blend(terms, this.row);
  }

  override explain(items: Uint32Array, reasons: ReasonTable): void {
    for (const { slot, attribute } of this.#slots) {
      const lifts = this.#lifts.subarray(slot * this.scoring.items);
      items.forEach((item, place) => reasons.add(place, 'CONTEXT', lifts[item], undefined, attribute));
    }
  }
}

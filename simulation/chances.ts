import { Random } from '../data/demo/Random.ts';
import type { SimulatedPerson, World } from './World.ts';

/**
 * The truth of the shop: with which chance a person does what with an item at a position. By the position-based model
 * (Richardson, Dominowska and Ragno 2007; Craswell et al. 2008): a click needs that the position is examined, which
 * depends on the position alone, and that the item attracts, which depends on the person and the item alone. All further
 * chances are conditional: a cart on a click, a purchase on a cart, a dislike on an examined item without a click.
 */
export interface Chances {
  readonly examine: number;
  readonly click: number;
  readonly addToCart: number;
  readonly purchase: number;
  readonly dislike: number;
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** @param position from 1 */
export const examination = (position: number): number => position ** -0.7;

/**
 * How much a person likes an item at a time: about -1 for what leaves them cold, above 1 for what is made for them.
 * Part of it no attribute and no other person tells: it has to be tried.
 */
export function affinity(world: World, person: SimulatedPerson, itemIndex: number, time: number): number {
  const item = world.items[itemIndex];
  const tastes = time >= world.shiftsAt && person.laterThemes !== undefined ? person.laterThemes : person.themes;
  const second = item.secondTheme === undefined ? 0 : tastes[item.secondTheme];
  const attributes = Math.sqrt(tastes[item.theme]) + 0.4 * Math.sqrt(second) + 0.4 * person.moods[item.mood];
  return (
    attributes +
    0.5 * Math.sqrt(person.media[item.medium]) +
    0.12 * item.quality +
    ownTaste(world, person, itemIndex) -
    0.9
  );
}

/** @param position from 1 */
export function chancesOf(
  world: World,
  person: SimulatedPerson,
  itemIndex: number,
  position: number,
  time: number,
): Chances {
  const liking = affinity(world, person, itemIndex, time);
  const price = Number(world.items[itemIndex].record.price ?? 0);
  const tooDear = person.thrift * Math.min(1, price / 60);
  return {
    examine: examination(position),
    click: 0.6 * sigmoid(4 * (liking - 0.5)),
    addToCart: 0.5 * sigmoid(3 * (liking - tooDear)),
    purchase: 0.6,
    dislike: 0.15 * sigmoid(5 * (-0.2 - liking)),
  };
}

/** What a list is worth, on average over everything that may happen with it; exact, not simulated. */
export interface ExpectedReward {
  readonly clicks: number;
  readonly addToCarts: number;
  readonly purchases: number;
  /** In the currency of the prices. */
  readonly revenue: number;
  readonly dislikes: number;
  /** The chance that anything is clicked. */
  readonly anyClick: number;
}

/** @param list item ids, the first position first; ids that are not in the shop bring nothing */
export function expectedReward(
  world: World,
  person: SimulatedPerson,
  list: readonly string[],
  time: number,
): ExpectedReward {
  const reward = { clicks: 0, addToCarts: 0, purchases: 0, revenue: 0, dislikes: 0 };
  let nothing = 1;
  for (const [place, itemId] of list.entries()) {
    const itemIndex = world.itemIndex.get(itemId);
    if (itemIndex === undefined) continue;
    const chances = chancesOf(world, person, itemIndex, place + 1, time);
    const click = chances.examine * chances.click;
    const purchase = click * chances.addToCart * chances.purchase;
    reward.clicks += click;
    reward.addToCarts += click * chances.addToCart;
    reward.purchases += purchase;
    reward.revenue += purchase * Number(world.items[itemIndex].record.price ?? 0);
    reward.dislikes += chances.examine * (1 - chances.click) * chances.dislike;
    nothing *= 1 - click;
  }
  return { ...reward, anyClick: 1 - nothing };
}

/** The same for a person and an item whenever it is asked for, without a table of all of them. */
function ownTaste(world: World, person: SimulatedPerson, itemIndex: number): number {
  const userNumber = Number(person.userId.slice(person.userId.lastIndexOf('-') + 1));
  return 0.35 * new Random(world.seed + userNumber * 65_537 + itemIndex * 2_147_483_659).normal();
}

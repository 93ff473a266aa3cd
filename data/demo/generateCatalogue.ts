import type { ItemRecord } from '../records/ItemRecord.ts';
import { firstNames, lastNames, media, moods, placeBeginnings, placeEndings } from './names.ts';
import type { Medium } from './names.ts';
import type { Random } from './Random.ts';
import { themes } from './themes.ts';

/** An item and what the generator knows of it and the recommender has to find out. */
export interface DemoItem {
  record: ItemRecord;
  /** Index into `media`. */
  medium: number;
  /** Index into `themes`: what it is about most. */
  theme: number;
  /** What it is about besides. */
  secondTheme?: number;
  /** Index into `moods`. */
  mood: number;
  creator: string;
  /** Standard normal: better items are liked better by everybody. */
  quality: number;
  /** How often it is looked at, before tastes; a few items have most of it. */
  popularity: number;
  /** Milliseconds since the Unix epoch. */
  releasedAt: number;
  /** The next volume of its series, as an index into the catalogue. */
  nextVolume?: number;
}

const day = 24 * 60 * 60 * 1000;
/** About this many; series may add a few. */
const catalogueSize = 800;
const upcomingItems = 12;
const recentDays = 30;
const recentShare = 0.07;

/** @param end milliseconds since the Unix epoch */
export function generateCatalogue(random: Random, end: number): DemoItem[] {
  const titles = new Set<string>();
  const creators = generateCreators(random);
  const items: DemoItem[] = [];
  while (items.length < catalogueSize) {
    const theme = random.integer(0, themes.length - 1);
    const medium = random.weighted(media.map(({ weight }) => weight));
    const creator = random.pick(creators.filter((each) => each.medium === medium && each.themes.includes(theme)));
    const volumes = medium < 2 && random.chance(0.08) ? random.integer(2, 4) : 1;
    const series = volumes > 1 ? `The ${random.pick(themes[theme].adjectives)} ${placeName(random)} Cycle` : undefined;
    const first = items.length;
    for (let volume = 1; volume <= volumes; volume += 1) {
      const item = generateItem(random, { theme, medium, creator: creator.name, end, titles, index: items.length });
      if (series !== undefined) {
        item.record.title = `${item.record.title} (${series}, ${volume})`;
        item.record.tags = [...(item.record.tags ?? []), 'series'];
        item.secondTheme = items[first]?.secondTheme ?? item.secondTheme;
        item.mood = items[first]?.mood ?? item.mood;
        // Later volumes come later and are found by fewer.
        if (volume > 1) {
          const before = items[items.length - 1];
          item.releasedAt = Math.min(end - day, before.releasedAt + random.integer(60, 400) * day);
          item.popularity = before.popularity * 0.7;
          before.nextVolume = items.length;
        }
      }
      describe(random, item, { series, volume });
      items.push(item);
    }
  }
  items.slice(-upcomingItems).forEach((item) => {
    item.releasedAt = end + random.integer(2, 40) * day;
  });
  for (const item of items) {
    item.record.availableFrom = new Date(item.releasedAt - (item.releasedAt % day)).toISOString();
    if (item.releasedAt > end) continue;
    if (random.chance(0.01)) item.record.hidden = true;
    else if (random.chance(0.015))
      item.record.availableUntil = new Date(end + random.integer(-20, 20) * day).toISOString();
  }
  return items;
}

interface Creator {
  name: string;
  medium: number;
  themes: number[];
}

/** Every medium has creators for every theme, most with two themes of their own. */
function generateCreators(random: Random): Creator[] {
  const names = random.sample(
    firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`)),
    media.length * themes.length * 2,
  );
  return names.map((name, index) => ({
    name,
    medium: index % media.length,
    themes: [Math.floor(index / media.length) % themes.length, random.integer(0, themes.length - 1)],
  }));
}

interface ItemPlan {
  theme: number;
  medium: number;
  creator: string;
  end: number;
  titles: Set<string>;
  index: number;
}

function generateItem(random: Random, { theme, medium, creator, end, titles, index }: ItemPlan): DemoItem {
  const kind = media[medium];
  const hasSecondTheme = random.chance(0.45);
  const other = random.integer(0, themes.length - 1);
  const title = uniqueTitle(random, kind, theme, titles);
  const age = random.chance(recentShare) ? random.next() * recentDays : recentDays + random.next() ** 2 * 1400;
  const [cheapest, dearest] = kind.price;
  return {
    record: {
      itemId: `${kind.department.toLowerCase().replace(/s$/, '').replace(' ', '-')}-${String(index + 1).padStart(3, '0')}`,
      title,
      brand: random.pick(kind.brands),
      creator,
      price: Math.round(cheapest + random.next() ** 1.5 * (dearest - cheapest)) + random.pick([0.5, 0.9, 0.95]),
    },
    medium,
    theme,
    secondTheme: hasSecondTheme && other !== theme ? other : undefined,
    mood: random.integer(0, moods.length - 1),
    creator,
    quality: random.normal(),
    popularity: Math.exp(0.9 * random.normal()),
    releasedAt: end - age * day,
  };
}

function uniqueTitle(random: Random, kind: Medium, theme: number, titles: Set<string>): string {
  for (;;) {
    const title = random
      .pick(kind.titles)
      .replace(/\{(\w+)\}(s?)/g, (_, slot: string, plural: string) => {
        const word = titleWord(random, slot, theme);
        return plural === '' ? word : pluralOf(word);
      })
      .replace(/^A (?=[AEIOU])/, 'An ')
      .replace(/ a (?=[AEIOU])/g, ' an ');
    const words = title.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
    if (titles.has(title) || new Set(words).size < words.length) continue;
    titles.add(title);
    return title;
  }
}

function titleWord(random: Random, slot: string, theme: number): string {
  const { figures, things, adjectives } = themes[theme];
  if (slot === 'place') return placeName(random);
  if (slot === 'person') return random.pick(firstNames);
  if (slot === 'thing') return random.pick(things);
  if (slot === 'adjective') return random.pick(adjectives);
  return random.pick(figures).replace(/(^|[ -])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** `Torr` and `reach` make `Torreach`. */
const placeName = (random: Random): string =>
  `${random.pick(placeBeginnings)}${random.pick(placeEndings)}`.replace(/(.)\1\1/g, '$1$1');

function pluralOf(word: string): string {
  if (word.endsWith('Goose')) return word.replace('Goose', 'Geese');
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ies') : `${word}s`;
}

const praises = [
  'Best enjoyed in one sitting.',
  'A favourite of our staff.',
  'Lends itself to being given away and bought again.',
  'Slow to begin, impossible to leave.',
  'For readers of faces and of footnotes.',
  'The kind of thing that one quotes at supper.',
];

/** Fills in what people read: description, categories, tags and attributes. */
function describe(random: Random, item: DemoItem, { series, volume }: { series?: string; volume: number }): void {
  const kind = media[item.medium];
  const theme = themes[item.theme];
  const second = item.secondTheme === undefined ? undefined : themes[item.secondTheme];
  const mood = moods[item.mood];
  const figure = random.pick(theme.figures);
  const article = /^[aeiou]/.test(mood) ? 'An' : 'A';
  const aside = second ? ` With a good deal of ${random.pick(second.tags)} along the way.` : '';
  const part = series ? ` Part ${volume} of ${series}.` : '';
  item.record.description =
    `${article} ${mood} ${kind.noun} about ${/^[aeiou]/.test(figure) ? 'an' : 'a'} ${figure} who ` +
    `${random.pick(theme.plots)}.${aside}${part} ${random.pick(praises)}`;
  item.record.categories = [kind.department, theme.name, ...(second && random.chance(0.6) ? [second.name] : [])];
  item.record.tags = [
    ...new Set([
      ...random.sample(theme.tags, random.integer(2, 4)),
      ...(second ? random.sample(second.tags, random.integer(1, 2)) : []),
      mood,
      random.pick(kind.tags),
      ...(item.record.tags ?? []),
    ]),
  ];
  const { name, from, to } = kind.size;
  item.record.attributes = {
    medium: kind.noun,
    year: new Date(item.releasedAt).getUTCFullYear(),
    [name]: random.integer(from, to),
    ...(series ? { series, volume } : {}),
  };
}

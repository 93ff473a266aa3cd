import { media, moods } from './names.ts';
import type { Random } from './Random.ts';
import { themes } from './themes.ts';

/** A person of the demo data and the tastes that the recommender has to find out. */
export interface DemoPerson {
  userId: string;
  /** How much of each theme they like; adds up to 1. */
  themes: number[];
  /** What the tastes change to at `changesAt`, for those whose tastes change. */
  laterThemes?: number[];
  /** Milliseconds since the Unix epoch. */
  changesAt: number;
  /** How much their tastes decide what they look at; 0 would be not at all. */
  sharpness: number;
  /** How much they like each medium and mood; each adds up to 1. */
  media: number[];
  moods: number[];
  /** How much a high price keeps them from buying, 0 to 1. */
  thrift: number;
  sessions: number;
  joinedAt: number;
  device: string;
  locale: string;
  /** Hours that their clock is ahead of UTC. */
  clockOffset: number;
  /** The local hour around which they visit. */
  favouriteHour: number;
}

const peopleCount = 700;
const day = 24 * 60 * 60 * 1000;

/** People with plain tastes, for whoever wants to see whether the lists make sense. Documented in docs/demo-data.md. */
export const personas: readonly { userId: string; themes: string[]; medium?: string }[] = [
  { userId: 'u1', themes: ['Sea and Islands', 'Quiet Mysteries'], medium: 'Books' },
  { userId: 'u2', themes: ['Deep Space', 'Minds and Machines'] },
  { userId: 'u3', themes: ['Kitchen and Table', 'Gardens and Wild Places'] },
  { userId: 'u4', themes: ['Haunted Houses'], medium: 'Films' },
  { userId: 'u5', themes: ['Puzzles and Ideas', 'Cons and Capers'], medium: 'Board Games' },
  { userId: 'u6', themes: ['City Nights', 'Love and Letters'], medium: 'Records' },
];
const personaSessions = 14;
const usualSharpness = 5;
const personaSharpness = 8;

const locales = [
  { locale: 'en-GB', clockOffset: 0, weight: 4 },
  { locale: 'de-DE', clockOffset: 1, weight: 3 },
  { locale: 'en-US', clockOffset: -5, weight: 4 },
  { locale: 'fr-FR', clockOffset: 1, weight: 2 },
  { locale: 'ja-JP', clockOffset: 9, weight: 2 },
  { locale: 'pt-BR', clockOffset: -3, weight: 1 },
];

/**
 * @param start when the shop opened, in milliseconds since the Unix epoch
 * @param end now
 */
export function generatePeople(random: Random, start: number, end: number): DemoPerson[] {
  return Array.from({ length: peopleCount }, (_, index) => {
    const persona = personas[index];
    const { locale, clockOffset } = locales[random.weighted(locales.map(({ weight }) => weight))];
    const person: DemoPerson = {
      userId: `u${index + 1}`,
      themes: taste(random, themes.length, 0.22),
      changesAt: Infinity,
      sharpness: usualSharpness,
      media: taste(random, media.length, 0.8),
      moods: taste(random, moods.length, 0.7),
      thrift: random.next(),
      sessions: Math.max(1, Math.round(Math.exp(1.6 + 0.8 * random.normal()))),
      joinedAt: random.chance(0.35) ? start : start + random.next() * (end - start - day),
      device: random.pick(['phone', 'phone', 'desktop', 'tablet']),
      locale,
      clockOffset,
      favouriteHour: random.pick([7, 12, 17, 20, 21, 22]),
    };
    if (persona) {
      person.themes = themes.map(({ name }) => (persona.themes.includes(name) ? 1 / persona.themes.length : 0));
      if (persona.medium) person.media = media.map(({ department }) => (department === persona.medium ? 1 : 0));
      person.sharpness = personaSharpness;
      person.sessions = personaSessions;
      person.joinedAt = start;
    } else if (random.chance(0.15)) {
      person.laterThemes = taste(random, themes.length, 0.22);
      person.changesAt = person.joinedAt + (end - person.joinedAt) * (0.4 + 0.4 * random.next());
    }
    return person;
  });
}

/**
 * A point of the symmetric Dirichlet distribution; below 1, the concentration gives few large parts and many small
 * ones. Gamma variates by Ahrens and Dieter (1974), which holds for shapes up to 1.
 */
function taste(random: Random, parts: number, concentration: number): number[] {
  const gamma = (): number => {
    const bound = 1 + concentration / Math.E;
    for (;;) {
      const point = bound * random.next();
      if (point <= 1) {
        const value = point ** (1 / concentration);
        if (random.next() <= Math.exp(-value)) return value;
      } else {
        const value = -Math.log((bound - point) / concentration);
        if (random.next() <= value ** (concentration - 1)) return value;
      }
    }
  };
  const values = Array.from({ length: parts }, gamma);
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

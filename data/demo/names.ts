/** Invented names. Joined at random, so likeness to real people, places and firms is chance. */
const words = (text: string): string[] => text.split(/\s+/);

export const placeBeginnings = words(
  'Harrow Quill Ostre Vell Marra Thren Pell Wyk Lunn Brae Corra Isk Fenna Aldo Siv Torr Umber Nessel Gorra Ebb Kest Hollin',
);
export const placeEndings = words('mere haven holm sund wick dale moor gate stow ness fell combe reach lund');

export const firstNames = words(
  `Ilse Tomas Mirela Oduya Anselm Priyanka Keiko Bram Solveig Dario Amara Lioba Piet Noor Ferran Wanjiru Jorunn Matteus
   Leocadia Ruben Yara Casimir Nadezh Emrys Sunniva Tariq Odile Kofi Marit Ignacy`,
);
export const lastNames = words(
  `Varrowby Quenlin Thistlemark Okandi Lindqvarn Maravesh Pellowick Drumhallow Aszkeny Fennimar Bellacroft Torvanen
   Sandrigal Hoshinami Karavel Mossgrave Eldershaw-Pim Ruvanti Castelbrook Njorland Umberlyn Wexfall Orlandine Tessaro`,
);

/** A kind of thing that the shop sells. */
export interface Medium {
  department: string;
  noun: string;
  brands: readonly string[];
  /** Cheapest and dearest, before the ending. */
  price: readonly [number, number];
  /** How much of the catalogue it is. */
  weight: number;
  tags: readonly string[];
  /** Titles; `{…}` are filled in. */
  titles: readonly string[];
  /** Of what `attributes` tells. */
  size: { name: string; from: number; to: number };
}

export const media: readonly Medium[] = [
  {
    department: 'Books',
    noun: 'novel',
    brands: ['Fernlight Press', 'Quarterdeck House', 'Owl & Candle', 'Third Kettle Books', 'Marginalia Nine'],
    price: [7, 24],
    weight: 0.42,
    tags: ['paperback', 'hardback', 'short chapters', 'illustrated', 'debut'],
    titles: [
      'The {figure} of {place}',
      'The {adjective} {thing} of {place}',
      'What the {figure} Left in {place}',
      'A {thing} for {person}',
      '{person} and the {adjective} {thing}',
      'The {thing} Below {place}',
    ],
    size: { name: 'pages', from: 140, to: 640 },
  },
  {
    department: 'Films',
    noun: 'film',
    brands: ['Paper Moth Pictures', 'Ninth Street Film', 'Halcyon Reel', 'Lamplighter Studios'],
    price: [5, 18],
    weight: 0.26,
    tags: ['subtitled', 'black and white', 'award winner', 'animated', 'documentary'],
    titles: [
      '{place} by Night',
      'The {adjective} {thing}, {place}',
      '{person}, {figure}',
      'Last {thing} to {place}',
      'The {figure}’s {thing}',
      'Leaving {place}',
    ],
    size: { name: 'minutes', from: 78, to: 172 },
  },
  {
    department: 'Board Games',
    noun: 'board game',
    brands: ['Moth & Lantern Games', 'Blue Meeple Yard', 'Tabletop Orchard'],
    price: [16, 62],
    weight: 0.16,
    tags: ['two players', 'co-operative', 'family game', 'solo mode', 'card driven'],
    titles: [
      '{place}: The {thing} Game',
      '{adjective} {thing}s of {place}',
      '{figure}s of {place}',
      '{thing} & {thing}: {place}',
    ],
    size: { name: 'minutes', from: 15, to: 180 },
  },
  {
    department: 'Records',
    noun: 'album',
    brands: ['Blue Kettle Records', 'Static Garden', 'Low Tide Audio'],
    price: [11, 32],
    weight: 0.16,
    tags: ['instrumental', 'live', 'vinyl', 'acoustic', 'soundtrack'],
    titles: [
      'The {place} Sessions',
      'Songs for a {adjective} {thing}',
      '{thing}s over {place}',
      '{adjective} {thing} Suite',
      'Live at the {place} {thing}',
    ],
    size: { name: 'minutes', from: 28, to: 84 },
  },
];

export const moods = ['gentle', 'dark', 'funny', 'epic', 'clever'] as const;

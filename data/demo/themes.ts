/** What stories of the invented shop are about. All words are our own; likeness to a real work is chance. */
export interface Theme {
  name: string;
  /** The month in which it is liked best, 0 to 11; left out when it is liked all year. */
  month?: number;
  figures: readonly string[];
  things: readonly string[];
  adjectives: readonly string[];
  tags: readonly string[];
  /** Goes on after "a figure who". */
  plots: readonly string[];
}

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

export const themes: readonly Theme[] = [
  {
    name: 'Sea and Islands',
    month: 6,
    figures: words('lighthouse keeper, salvage diver, ferry pilot, harbour clerk, retired smuggler'),
    things: words('Tide, Buoy, Harbour, Anchor, Lantern Ship, Sandbar, Logbook, Undertow'),
    adjectives: words('Drowned, Salt-Grey, Windward, Tidal, Becalmed, Far'),
    tags: words('ships, storms, islands, lighthouse, diving, sea charts, fishing village'),
    plots: words(
      'answers a signal that sounds only at low tide, has to tow a stolen island home, charts a coast that moves, finds the same wreck in three different bays, bets the last boat on a storm',
    ),
  },
  {
    name: 'Deep Space',
    figures: words('cargo pilot, station gardener, asteroid surveyor, signal officer, comet farmer'),
    things: words('Orbit, Airlock, Signal, Outpost, Perihelion, Star Map, Moonyard, Relay'),
    adjectives: words('Outer, Silent, Weightless, Seventh, Radiant, Cold'),
    tags: words('space, first contact, starships, colony, alien life, time dilation, zero gravity'),
    plots: words(
      'wakes eleven years too early, hears a lullaby on the emergency band, grows the first forest on a comet, has one hour of air and a long list of questions, must land a city that was never meant to land',
    ),
  },
  {
    name: 'Quiet Mysteries',
    month: 10,
    figures: words('village postmistress, retired judge, night porter, piano tuner, insurance clerk'),
    things: words('Alibi, Inkwell, Cellar Key, Letter, Witness, Footprint, Clock, Will'),
    adjectives: words('Missing, Unsigned, Crooked, Borrowed, Second, Polite'),
    tags: words('detective, whodunit, small town, secrets, locked room, amateur sleuth, red herrings'),
    plots: words(
      'is the only one who read the other will, notices that the clock has been wound by a stranger, knows everybody’s handwriting but one, solves crimes between two trains, has an alibi that nobody asked for',
    ),
  },
  {
    name: 'Folk and Fairy',
    figures: words('hedge witch, toll-bridge troll, runaway godmother, well keeper, crow tamer'),
    things: words('Thornwood, Riddle, Spindle, Wishing Well, Antler, Bargain, Moon Gate, Goose'),
    adjectives: words('Enchanted, Mossy, Thrice-Told, Hollow, Silver, Wayward'),
    tags: words('folklore, magic, witches, forest, talking animals, curses, retelling'),
    plots: words(
      'owes three favours to a river, trades a shadow for a good recipe, is late for every happy ending, must return a wish unused, keeps the forest’s lost property',
    ),
  },
  {
    name: 'Kitchen and Table',
    figures: words('night baker, ship’s cook, spice trader, soup critic, market gardener'),
    things: words('Recipe, Ladle, Orchard, Supper, Spice Box, Oven, Feast, Teapot'),
    adjectives: words('Slow, Honeyed, Smoked, Generous, Sunday, Peppered'),
    tags: words('food, cooking, restaurants, family recipes, markets, baking, comfort'),
    plots: words(
      'feeds a whole street on one pot, inherits a restaurant without a door, learns the last dish of a vanished town, cooks for two rival families, writes a cookbook from memory and gets it wonderfully wrong',
    ),
  },
  {
    name: 'Gardens and Wild Places',
    month: 4,
    figures: words('moth collector, river warden, seed librarian, beekeeper, bog surveyor'),
    things: words('Meadow, Fern, Hedgerow, Nettle, Heron, Greenhouse, Rootstock, Rain Gauge'),
    adjectives: words('Green, Overgrown, Patient, Wild, Flowering, Hidden'),
    tags: words('nature, gardening, birds, seasons, walking, botany, countryside'),
    plots: words(
      'counts one hedge for a whole year, finds a flower that should not be there, lets the lawn win, follows a river to the wrong sea, defends a pond against the council',
    ),
  },
  {
    name: 'Minds and Machines',
    figures: words('robot repairer, lift operator, chess automaton, weather programmer, lost courier drone'),
    things: words('Clockwork, Circuit, Algorithm, Engine, Copper Heart, Switchboard, Prototype, Lullaby Machine'),
    adjectives: words('Mechanical, Spare, Self-Taught, Electric, Obedient, Unfinished'),
    tags: words('robots, artificial minds, near future, inventions, ethics, steam, programming'),
    plots: words(
      'teaches a lift to say no, is repaired with the wrong memories, predicts everything except people, asks for a day off and gets a trial, builds a machine that apologises',
    ),
  },
  {
    name: 'Cons and Capers',
    figures: words('forger, safe-cracking aunt, disgraced magician, card sharp, museum guard'),
    things: words('Diamond, Vault, Alias, Getaway, Decoy, Ledger, Trick, Masterkey'),
    adjectives: words('Perfect, Counterfeit, Double, Gilded, Lucky, Velvet'),
    tags: words('heist, con artists, disguise, plot twists, found family, gambling, museum'),
    plots: words(
      'has to steal back what was stolen last week, plans a robbery in which nothing is taken, sells the same bridge twice, hires exactly the wrong crew, falls for the mark and the mark’s accountant',
    ),
  },
  {
    name: 'Love and Letters',
    month: 1,
    figures: words('wedding florist, translator, bookshop owner, letter writer, ballroom teacher'),
    things: words('Postcard, Waltz, Promise, Balcony, Ribbon, Umbrella, Valentine, Telegram'),
    adjectives: words('Tender, Unsent, Late, Reluctant, Summer, Second-Hand'),
    tags: words('romance, letters, slow burn, second chances, friends to lovers, wedding, family'),
    plots: words(
      'answers letters meant for the flat above, keeps missing the same train as someone, translates a love story and improves it, teaches a rival to dance, finds a ring in a returned book',
    ),
  },
  {
    name: 'Haunted Houses',
    month: 9,
    figures: words('estate agent, night nurse, sleepless architect, bell ringer, reluctant medium'),
    things: words('Attic, Whisper, Nursery, Candle, Stairwell, Mirror, Wallpaper, Cellar'),
    adjectives: words('Pale, Breathing, Thirteenth, Locked, Restless, Crawling'),
    tags: words('ghosts, haunted house, suspense, gothic, nightmares, family secrets, slow dread'),
    plots: words(
      'sells a house that does not want to be sold, counts one room too many, hears tomorrow’s footsteps, inherits a portrait that ages, is the only guest who checked in',
    ),
  },
  {
    name: 'Old Empires',
    figures: words('court scribe, road builder, exiled general, mosaic maker, tax rebel'),
    things: words('Crown, Aqueduct, Scroll, Siege, Bronze Gate, Dynasty, Caravan, Seal'),
    adjectives: words('Ancient, Imperial, Forgotten, Burning, Bronze, Divided'),
    tags: words('history, empire, politics, archaeology, war, trade routes, court intrigue'),
    plots: words(
      'forges the treaty that ends a war, builds a road to a city that has moved, writes the history before it happens, guards an archive with a single scroll, counts the army and is told to count again',
    ),
  },
  {
    name: 'Mountains and Journeys',
    month: 7,
    figures: words('mountain guide, railway surveyor, balloonist, pilgrim, mule driver'),
    things: words('Summit, Pass, Milestone, Rope Bridge, Glacier, Sleeper Train, Base Camp, Compass'),
    adjectives: words('High, Northern, Unmapped, Long, Thin-Aired, Wandering'),
    tags: words('travel, mountains, trains, survival, road trip, expedition, maps'),
    plots: words(
      'takes the long way round on principle, guides a band of beginners over the pass, boards the right train in the wrong year, climbs for somebody who cannot, walks home along an old border',
    ),
  },
  {
    name: 'City Nights',
    figures: words('taxi poet, jazz drummer, night-bus driver, rooftop painter, radio host'),
    things: words('Neon, Saxophone, Rooftop, Last Bus, Jukebox, Alleyway, Skyline, Encore'),
    adjectives: words('Electric, Midnight, Restless, Blue, Rainy, Loud'),
    tags: words('city life, jazz, nightlife, music, noir, friendship, radio'),
    plots: words(
      'drives one passenger for a whole night, looks for the band that played at closing time, broadcasts to a single listener, paints the same roof in every weather, knows a shortcut through every decade',
    ),
  },
  {
    name: 'Winter Tales',
    month: 11,
    figures: words('toy mender, snow-plough driver, sledge maker, innkeeper, skating champion'),
    things: words('Snowglobe, Sleigh, Hearth, Frost Fair, Mitten, Icicle, Lantern, Carol'),
    adjectives: words('Frozen, Candlelit, First, Snowbound, Warm, Midwinter'),
    tags: words('winter, holidays, snow, cosy, family, fireside, gifts'),
    plots: words(
      'is snowed in with the wrong orchestra, delivers one present forty years late, opens the inn for a single guest, races the thaw, mends a toy that keeps asking questions',
    ),
  },
  {
    name: 'Puzzles and Ideas',
    figures: words('crossword setter, logic teacher, code breaker, museum guide, lost mathematician'),
    things: words('Paradox, Cipher, Labyrinth, Theorem, Domino, Crossing, Chessboard, Proof'),
    adjectives: words('Impossible, Elegant, Infinite, Hidden, Curious, Circular'),
    tags: words('puzzles, ideas, mathematics, codes, science, strategy, thought experiments'),
    plots: words(
      'sets a riddle that somebody answers in public, proves that the exit is the entrance, breaks a code and wishes otherwise, plays a game whose rules are a secret, counts to one in a hundred ways',
    ),
  },
  {
    name: 'Animals and Small Heroes',
    figures: words('hedgehog detective, school-bus driver, young inventor, lost penguin, goat herder'),
    things: words('Burrow, Acorn, Treehouse, Parade, Feather, Paddle, Whisker, Kite'),
    adjectives: words('Brave, Muddy, Tiny, Barking, Upside-Down, Jolly'),
    tags: words('animals, for children, adventure, school, funny, friendship, reading aloud'),
    plots: words(
      'organises the smallest rescue in the world, opens a school for crows, crosses the road with a plan, mistakes a whale for an island, wins a race by being polite',
    ),
  },
];

import type { ExplainItemQuery } from '../../../schema/generated/operations/graphql.ts';
import { deedInWords, type Knowledge } from './words.ts';

export type Explanation = ExplainItemQuery['explainItem'];
type Code = Explanation['findings'][number]['code'];

/** A finding as a person would say it. */
export interface Sentence {
  what: string;
  /** What would have to change for the item to be in the list; undefined where nothing keeps it out. */
  change?: string;
}

/** How long the list is that the shop shows. */
export const shownLength = 12;

const fixed: Partial<Record<Code, Sentence>> = {
  HIDDEN: { what: 'The shop has taken it off the shelves.', change: 'The shop would have to put it back.' },
  NOT_YET_AVAILABLE: { what: 'It is not to be had yet.', change: 'It can come once it is out.' },
  NO_LONGER_AVAILABLE: { what: 'It is no longer to be had.', change: 'The shop would have to offer it again.' },
  FILTERED: { what: 'Your list is for other things than this.', change: 'The shop would have to widen the list.' },
  BURIED: {
    what: 'The shop keeps it, or things of its kind, out of your list.',
    change: 'The shop would have to let it in.',
  },
  UNKNOWN_TO_MODEL: {
    what: 'It is so new that nothing has been learned of it.',
    change: 'It can come after the next training of the model.',
  },
  MODEL_NOT_ASKED: {
    what: 'The model does not answer, so nobody can say how well it suits you.',
    change: 'Ask again when the model is back.',
  },
  PINNED: { what: 'The shop has picked it for the top.' },
  BOOSTED: { what: 'The shop moves it up or down the list.' },
};

/** What speaks for an item, beside itself: once it was looked at, it is like itself. */
export const otherReasons = ({ itemId, reasons }: Explanation): Explanation['reasons'] =>
  reasons.flatMap(({ evidence, ...reason }) => {
    const itemIds = evidence.itemIds.filter((other) => other !== itemId);
    const isAboutItself = itemIds.length === 0 && evidence.itemIds.length > 0;
    return isAboutItself ? [] : [{ ...reason, evidence: { ...evidence, itemIds } }];
  });

/** Why an item is not in the visitor's list: what keeps it out first, then what else there is to say. */
export function whyNotInWords(explanation: Explanation, title: string, { deedWith }: Knowledge): Sentence[] {
  const { findings, itemId, eligibleRank, rank, isListed } = explanation;
  const sentences = findings.map(({ code }): Sentence | undefined => {
    if (code === 'SEEN') {
      return {
        what: `You know it already: you ${deedInWords(deedWith(itemId))} it.`,
        change: 'Nothing: your list is for things that are new to you.',
      };
    }
    if (code === 'RANKED_LOWER') {
      const place = eligibleRank ?? rank;
      const before =
        place === null
          ? 'Others suit'
          : place === 2
            ? 'One thing suits'
            : `${(place - 1).toLocaleString()} things suit`;
      return {
        what: `${before} you better, and your list has ${shownLength}.`,
        change: `Look at or like things of the kind of ${title}, and it moves up.`,
      };
    }
    if (code === 'RANKED_HIGH') {
      if (eligibleRank === null) return undefined;
      return { what: `${isListed ? 'It is' : 'Otherwise it would be'} number ${eligibleRank} of what suits you.` };
    }
    return fixed[code];
  });
  const said = new Map(sentences.filter((sentence) => sentence !== undefined).map((each) => [each.what, each]));
  return [...said.values()];
}

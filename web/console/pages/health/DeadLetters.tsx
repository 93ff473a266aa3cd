import { useEffect, useRef, useState } from 'react';
import {
  ReplayDeadLettersDocument,
  type DeadLettersQuery,
  type ReplayDeadLettersMutation,
} from '../../../../schema/generated/operations/graphql.ts';
import { Id, Mark, Problem, Section, Waiting } from '../../frame/parts.tsx';
import { addressOf } from '../../frame/router.ts';
import { Table } from '../../frame/Table.tsx';
import { ago, count, plain } from '../../frame/words.ts';
import type { Asked } from '../../session/useAsk.ts';
import { useChange } from '../../session/useChange.ts';

type Letter = DeadLettersQuery['deadLetters'][number];
type Replayed = ReplayDeadLettersMutation['replayDeadLetters'];

/** What one press of the button handles at most. */
const atOnce = 25;

interface DeadLettersProps {
  asked: Asked<DeadLettersQuery>;
  /** How many wait, about. */
  waiting: number | undefined;
  onReplayed(): void;
}

/** What could not be handled, why, and a button that has it handled again. */
export function DeadLetters({ asked, waiting, onReplayed }: DeadLettersProps) {
  const { answer, problem, again } = asked;
  const [outcome, setOutcome] = useState<Replayed>();
  // The number that the list stands for: it is asked for again when another is told.
  const known = useRef(waiting);
  const replay = useChange(ReplayDeadLettersDocument, ({ replayDeadLetters }) => {
    setOutcome(replayDeadLetters);
    known.current = replayDeadLetters.waiting ?? known.current;
    onReplayed();
  });
  useEffect(() => {
    if (known.current !== waiting) again();
    known.current = waiting;
  }, [waiting, again]);
  const letters = answer?.deadLetters;
  return (
    <Section
      title="Dead letters"
      actions={
        letters && letters.length > 0 ? (
          <button
            className="primary"
            disabled={replay.isUnderWay}
            title="Interactions count once, however often they are replayed."
            onClick={() => void replay.send({ input: { limit: atOnce } })}
          >
            {replay.isUnderWay ? 'Replaying' : letters.length > atOnce ? `Replay ${atOnce} of them` : 'Replay them'}
          </button>
        ) : null
      }
    >
      <p className="answer" role="status">
        {outcome && <Outcome outcome={outcome} />}
      </p>
      <Problem text={replay.problem ?? problem} again={again} />
      {letters ? (
        <Table<Letter>
          caption="What could not be handled and waits"
          rows={letters}
          keyOf={({ messageId }) => messageId}
          empty="Everything was handled."
          columns={[
            {
              name: 'given up',
              cell: ({ sentAt }) => (sentAt ? <time dateTime={sentAt}>{ago(sentAt)}</time> : '–'),
            },
            { name: 'kind', cell: ({ kind }) => plain(kind) },
            {
              name: 'of',
              cell: ({ userId }) =>
                userId ? <Id id={userId} href={addressOf({ room: 'people', detail: userId })} /> : '–',
            },
            { name: 'about', cell: ({ itemId, placement }) => <Id id={itemId ?? placement ?? '–'} /> },
            { name: 'code', cell: ({ code }) => (code ? <Id id={code} /> : '–') },
            { name: 'reason', cell: ({ reason }) => <span className="words">{reason ?? '–'}</span> },
          ]}
        />
      ) : (
        !problem && <Waiting rows={2} />
      )}
    </Section>
  );
}

function Outcome({ outcome: { replayed, failures } }: { outcome: Replayed }) {
  const [first] = failures;
  return (
    <>
      <Mark meaning={replayed > 0 ? 'good' : 'plain'}>{count(replayed)} replayed</Mark>
      {first && (
        <Mark meaning="warning">
          {count(failures.length)} {failures.length === 1 ? 'waits' : 'wait'} on: {first.reason}
        </Mark>
      )}
    </>
  );
}

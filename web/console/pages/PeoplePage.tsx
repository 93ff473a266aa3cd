import type { FormEvent } from 'react';
import { InteractionsDocument, type InteractionsQuery } from '../../../schema/generated/operations/graphql.ts';
import { AddressLink, goTo } from '../../shared/address.tsx';
import { Id, Problem, Section, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago } from '../frame/words.ts';
import { useSession } from '../session/SessionContext.tsx';
import { useAsk } from '../session/useAsk.ts';
import { PersonsList } from './people/PersonsList.tsx';

type Interaction = InteractionsQuery['interactions']['items'][number];

/** What a person did, and what each list would be for them, and why. */
export function PeoplePage({ place }: { place: Place }) {
  const { people } = useSession();
  const userId = place.detail;
  const search = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('userId') ?? '').trim();
    if (wanted) goTo(addressOf({ room: 'people', detail: wanted, filters: place.filters }));
  };
  return (
    <>
      <h1>{userId ? <bdi>{userId}</bdi> : 'People'}</h1>
      <form className="filters" role="search" onSubmit={search}>
        <label>
          <span>
            userId <kbd>/</kbd>
          </span>
          <input key={userId} name="userId" type="search" defaultValue={userId ?? ''} required />
        </label>
        <button>Show</button>
      </form>
      {people.length > 0 && !userId && (
        <Section title="Of the demo data">
          <ul className="chips">
            {people.map(({ userId: example, likes }) => (
              <li key={example}>
                <AddressLink href={addressOf({ room: 'people', detail: example })}>
                  {example} <span className="small">likes {likes.join(', ')}</span>
                </AddressLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {userId && (
        <div className="halves">
          <PersonsList key={userId} userId={userId} place={place} />
          <History key={`${userId}/history`} userId={userId} />
        </div>
      )}
    </>
  );
}

function History({ userId }: { userId: string }) {
  const { answer, problem, again } = useAsk(InteractionsDocument, { userId, limit: 50 }, { every: 3000 });
  return (
    <Section title="What they did">
      <Problem text={problem} again={again} />
      {answer ? (
        <Table<Interaction>
          caption="Interactions, newest first"
          rows={answer.interactions.items}
          keyOf={({ eventId, timestamp }) => `${timestamp}/${eventId}`}
          empty="Nothing yet."
          columns={[
            { name: 'when', cell: ({ timestamp }) => <time dateTime={timestamp}>{ago(timestamp)}</time> },
            { name: 'eventType', cell: ({ eventType }) => eventType },
            { name: 'itemId', cell: ({ itemId }) => <Id id={itemId} /> },
            { name: 'eventValue', isNumber: true, cell: ({ eventValue }) => eventValue ?? '' },
            {
              name: 'from a list',
              hint: 'The list that led to the interaction.',
              cell: ({ recommendationId }) => (recommendationId ? 'yes' : ''),
            },
          ]}
        />
      ) : (
        <Waiting rows={8} />
      )}
    </Section>
  );
}

import { useEffect, useState } from 'react';
import { PutItemDocument, type ItemsQuery } from '../../../schema/generated/operations/graphql.ts';
import { goTo } from '../../shared/address.tsx';
import { filterFor, findItems } from '../../shared/findItems.ts';
import { Id, Mark, Problem, Waiting } from '../frame/parts.tsx';
import { addressOf, type Place } from '../frame/router.ts';
import { Table } from '../frame/Table.tsx';
import { ago } from '../frame/words.ts';
import { useSession } from '../session/SessionContext.tsx';
import { useChange } from '../session/useChange.ts';
import { ItemEditor } from './catalogue/ItemEditor.tsx';
import { toPutItemInput } from './catalogue/toPutItemInput.ts';

type Item = ItemsQuery['items']['items'][number];
const pageSize = 50;

/** The items of the shop: found, edited, hidden. */
export function CataloguePage({ place }: { place: Place }) {
  const { client } = useSession();
  const { words = '', category = '' } = place.filters;
  const [found, setFound] = useState<{ items: Item[]; nextToken: string | null }>();
  const [problem, setProblem] = useState<string>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const filter = filterFor({ words, category, under: '' });
    findItems(client, { filter, count: pageSize }, abort.signal).then(
      (answer) => {
        setFound(answer);
        setProblem(undefined);
      },
      (error: Error) => {
        if (!abort.signal.aborted) setProblem(error.message);
      },
    );
    return () => abort.abort();
  }, [client, words, category, round]);
  const again = (): void => setRound((before) => before + 1);
  const put = useChange(PutItemDocument, again);
  const look = (filters: Record<string, string>): void =>
    goTo(addressOf({ room: 'catalogue', filters: { ...place.filters, ...filters } }), { replace: true });
  const opened = found?.items.find(({ itemId }) => itemId === place.detail);
  const close = (): void => goTo(addressOf({ room: 'catalogue', filters: place.filters }));
  return (
    <>
      <h1>Catalogue</h1>
      <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>
            Search <kbd>/</kbd>
          </span>
          <input
            type="search"
            defaultValue={words}
            placeholder="title, creator or tag"
            onChange={({ target }) => look({ words: target.value })}
          />
        </label>
        <label>
          Category
          <input defaultValue={category} onChange={({ target }) => look({ category: target.value })} />
        </label>
      </form>
      <Problem text={problem} again={again} />
      <Problem text={put.problem} />
      {found ? (
        <Table<Item>
          caption="Items"
          rows={found.items}
          keyOf={({ itemId }) => itemId}
          opened={place.detail}
          onOpen={({ itemId }) => goTo(addressOf({ room: 'catalogue', detail: itemId, filters: place.filters }))}
          empty="No item is like that."
          columns={[
            { name: 'itemId', cell: ({ itemId }) => <Id id={itemId} /> },
            { name: 'title', cell: ({ title }) => <bdi className="long">{title}</bdi> },
            {
              name: 'categories',
              cell: ({ categories }) => (
                <span className="long" title={(categories ?? []).join(', ')}>
                  {(categories ?? []).join(', ')}
                </span>
              ),
            },
            { name: 'price', isNumber: true, cell: ({ price }) => price?.toFixed(2) ?? '' },
            { name: 'changed', cell: ({ updatedAt }) => <time dateTime={updatedAt}>{ago(updatedAt)}</time> },
            {
              name: 'in lists',
              hint: 'A hidden item is kept and trained on, but in no list.',
              cell: ({ hidden }) =>
                hidden ? <Mark meaning="warning">hidden</Mark> : <Mark meaning="good">shown</Mark>,
            },
            {
              name: '',
              cell: (item) => (
                <button
                  disabled={put.isUnderWay}
                  aria-label={`${item.hidden ? 'Show' : 'Hide'} ${item.title ?? item.itemId}`}
                  onClick={(event) => {
                    event.stopPropagation();
                    void put.send({ input: { ...toPutItemInput(item), hidden: !item.hidden } });
                  }}
                >
                  {item.hidden ? 'Show' : 'Hide'}
                </button>
              ),
            },
          ]}
        />
      ) : (
        !problem && <Waiting rows={12} />
      )}
      {found?.nextToken && <p className="small">The first {found.items.length} are shown: search to see others.</p>}
      {opened && (
        <ItemEditor
          key={opened.itemId}
          item={opened}
          problem={put.problem}
          isUnderWay={put.isUnderWay}
          onClose={close}
          onSave={async (input) => {
            if (await put.send({ input })) close();
          }}
        />
      )}
    </>
  );
}

import { useEffect, useState, type CSSProperties } from 'react';
import { useAnswer, useClient, usePopularItems } from '../../../client/react/index.ts';
import { Icon } from '../../shared/Icon.tsx';
import { Cover } from '../covers/Cover.tsx';
import { go, Link } from '../frame/router.tsx';
import { WhyNot } from '../lists/WhyNot.tsx';
import { priceInWords } from '../lists/words.ts';
import type { Item } from '../session/Catalogue.ts';
import { useSession } from '../session/SessionContext.tsx';
import { filterFor, findItems, type FoundItems, type Wanted } from '../../shared/findItems.ts';
import { useTitle } from './useTitle.ts';

const pageSize = 24;

/** The catalogue by words, category and price, as the API's filters allow. */
export function SearchPage({ words, category, under }: Wanted) {
  const wanted = { words, category, under };
  const { catalogue } = useSession();
  const client = useClient();
  const key = `search ${JSON.stringify(wanted)}`;
  const first = useAnswer(key, (asked, signal) =>
    findItems(asked, { filter: filterFor(wanted), count: pageSize }, signal),
  );
  const [more, setMore] = useState<{ key: string } & FoundItems>();
  const [isReading, setIsReading] = useState(false);
  const found = more?.key === key ? more : first.value;
  useEffect(() => catalogue.add(found?.items ?? []), [catalogue, found]);
  useTitle(words ? `${words} in the shop` : 'Search the shop');
  const readOn = async (): Promise<void> => {
    setIsReading(true);
    try {
      const filter = filterFor(wanted);
      const next = await findItems(client, { filter, count: pageSize, nextToken: found?.nextToken });
      setMore({ key, items: [...(found?.items ?? []), ...next.items], nextToken: next.nextToken });
    } finally {
      setIsReading(false);
    }
  };
  const change = (part: Partial<Wanted>): void => go({ page: 'search', ...wanted, ...part }, { replace: true });
  return (
    <section className="search">
      <h1>{words ? `“${words}”` : category || 'Everything'}</h1>
      <Filters {...wanted} onChange={change} />
      <p className="small" role="status">
        {found ? inWords(found) : 'Looking…'}
      </p>
      {first.error && (
        <p className="failure" role="alert">
          The shop could not be searched. <button onClick={first.ask}>Try again</button>
        </p>
      )}
      <ul className="results" aria-busy={!found}>
        {found
          ? found.items.map((item) => <Result key={item.itemId} item={item} />)
          : Array.from({ length: 12 }, (_, index) => (
              <li key={index} className="skeleton" style={{ '--index': index } as CSSProperties} aria-hidden>
                <span className="cover" />
                <span className="line" />
                <span className="line short" />
              </li>
            ))}
      </ul>
      {found?.nextToken && (
        <button className="wide" disabled={isReading} onClick={() => void readOn()}>
          {isReading ? 'Looking…' : 'Show more'}
        </button>
      )}
    </section>
  );
}

const inWords = ({ items, nextToken }: FoundItems): string =>
  items.length === 0 && !nextToken
    ? 'Nothing in the shop is like that. Try fewer words, or another category.'
    : `${items.length}${nextToken ? ' or more' : ''} found`;

function Filters({ category, under, onChange }: Wanted & { onChange(part: Partial<Wanted>): void }) {
  // The API has no list of categories: those of the most popular items are the ones worth offering.
  const popular = usePopularItems({ limit: 100 });
  const categories = popular.value?.items.flatMap(({ item }) => item?.categories ?? []) ?? [];
  const offered = [...new Set([...(category ? [category] : []), ...categories])].toSorted((one, other) =>
    one.localeCompare(other),
  );
  return (
    <div className="filters">
      <label>
        Category
        <select value={category} onChange={(event) => onChange({ category: event.target.value })}>
          <option value="">All</option>
          {offered.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        Price
        <select value={under} onChange={(event) => onChange({ under: event.target.value })}>
          <option value="">Any</option>
          {[10, 15, 20, 30, 50].map((price) => (
            <option key={price} value={price}>
              up to {price}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Result({ item }: { item: Item }) {
  const { record, visitor } = useSession();
  const { itemId } = item;
  const title = item.title ?? itemId;
  return (
    <li className="result">
      <Link
        to={{ page: 'item', itemId }}
        className="product"
        aria-label={title}
        onClick={() => record({ itemId, eventType: 'CLICK' })}
      >
        <Cover item={item} />
        <span className="title">{title}</span>
      </Link>
      <p className="byline">
        <span dir="auto">{item.creator ?? item.brand}</span>
        <span className="price">{priceInWords(item.price)}</span>
      </p>
      {visitor.userId !== undefined && (
        <div className="tools">
          <WhyNot itemId={itemId} title={title} label={`Why not ${title}?`} className="tool">
            <Icon name="question" />
          </WhyNot>
        </div>
      )}
    </li>
  );
}

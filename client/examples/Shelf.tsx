import { createClient } from '@recsync/client';
import { RecsyncProvider, useClient, useClientStatus, useImpression, useRecommendations } from '@recsync/client/react';

const endpoint = 'https://example.appsync-api.eu-west-1.amazonaws.com/graphql';
// Outside the components, so that it lives as long as the page. The token is asked for before every request.
const client = createClient({ endpoint, auth: { token: () => localStorage.getItem('token') ?? '' } });

/** A shelf for a signed-in user, which rearranges itself as the user looks around. */
export const Shop = ({ userId }: { userId: string }) => (
  <RecsyncProvider client={client}>
    <Shelf userId={userId} />
  </RecsyncProvider>
);

function Shelf({ userId }: { userId: string }) {
  const { list, error } = useRecommendations({ userId, placement: 'home', limit: 12 });
  const { connection, waiting } = useClientStatus();
  if (error) return <p role="alert">{error.message}</p>;
  return (
    <section>
      {connection === 'offline' && <p role="status">You are offline. {waiting} clicks wait to be sent.</p>}
      <ul>
        {list?.items.map(({ itemId, item }) => (
          <Product
            key={itemId}
            itemId={itemId}
            title={item?.title ?? itemId}
            recommendationId={list.recommendationId}
          />
        ))}
      </ul>
    </section>
  );
}

function Product({ itemId, title, recommendationId }: { itemId: string; title: string; recommendationId: string }) {
  const { recordInteraction } = useClient();
  const shown = useImpression({ itemId, recommendationId });
  const like = () => recordInteraction({ itemId, eventType: 'LIKE', recommendationId }).catch(console.warn);
  return (
    <li ref={shown}>
      {title} <button onClick={like}>Like</button>
    </li>
  );
}

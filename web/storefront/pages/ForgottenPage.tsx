import { useEffect, useRef, useState } from 'react';
import { createClient } from '../../../client/index.ts';
import { ErasureReceiptDocument } from '../../../schema/generated/operations/graphql.ts';
import { Link } from '../frame/router.tsx';
import { readForgotten } from '../session/erasureStorage.ts';
import { useSession } from '../session/SessionContext.tsx';
import { erasedInWords, remainingInWords, type Receipt } from './receiptInWords.ts';
import { useTitle } from './useTitle.ts';

/** What became of the data of whoever was forgotten in this tab. */
export function ForgottenPage() {
  const [userId] = useState(readForgotten);
  const { receipt, problem } = useReceipt(userId);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const isErased = receipt?.status === 'ERASED';
  const title = !userId ? 'There is no receipt here' : isErased ? 'You are forgotten' : 'You are being forgotten';
  useTitle(title);
  return (
    <section className="receipt">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p role="status">
        {!userId
          ? 'Nobody was forgotten in this tab.'
          : isErased
            ? 'Everything that the shop knew of you is erased. Keep this receipt if you want one: it goes with the tab.'
            : 'Nothing more is recorded of you from now on. Erasing takes a few minutes; the receipt appears here.'}
      </p>
      {problem && (
        <p className="failure" role="alert">
          The receipt could not be fetched, and is asked for again. {problem}
        </p>
      )}
      {receipt && <Details receipt={receipt} isErased={isErased} />}
      <p className="actions">
        <Link to={{ page: 'home' }} className="main">
          {userId ? 'Look around as somebody new' : 'Go to the shop'}
        </Link>
      </p>
    </section>
  );
}

function Details({ receipt, isErased }: { receipt: Receipt; isErased: boolean }) {
  return (
    <>
      {isErased && (
        <>
          <h2>Erased</h2>
          {receipt.erased.length === 0 ? (
            <p>There was nothing.</p>
          ) : (
            <table>
              <tbody>
                {receipt.erased.map(({ kind, count }) => (
                  <tr key={kind}>
                    <th scope="row">{erasedInWords[kind]}</th>
                    <td>{count.toLocaleString()}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <h2>Copies that end by themselves</h2>
          <ul className="copies">
            {remainingInWords(receipt.remaining).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <p className="small">
        Receipt <code>{receipt.erasureId}</code>, asked for {new Date(receipt.requestedAt).toLocaleString()}
      </p>
    </>
  );
}

/** Milliseconds between two questions for a receipt that takes some minutes. */
const pause = 3000;

/** The receipt of a user, asked for in their own name until it is complete. */
function useReceipt(userId: string | undefined): { receipt: Receipt | undefined; problem: string | undefined } {
  const { surroundings } = useSession();
  const [receipt, setReceipt] = useState<Receipt>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!userId) return;
    const { endpoint } = surroundings;
    const client = createClient({ endpoint, auth: { token: () => surroundings.token(userId) } });
    const given = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async (): Promise<void> => {
      let isErased = false;
      try {
        const { erasureReceipt } = await client.execute(ErasureReceiptDocument, {}, { signal: given.signal });
        if (erasureReceipt) setReceipt(erasureReceipt);
        setProblem(undefined);
        isErased = erasureReceipt?.status === 'ERASED';
      } catch (error) {
        if (!given.signal.aborted) setProblem((error as Error).message);
      }
      if (!isErased && !given.signal.aborted) timer = setTimeout(() => void ask(), pause);
    };
    void ask();
    return () => {
      given.abort();
      clearTimeout(timer);
      client.close();
    };
  }, [userId, surroundings]);
  return { receipt, problem };
}

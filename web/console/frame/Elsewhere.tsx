import { useSession } from '../session/SessionContext.tsx';

/** What is beside the console: the other pages, and of a deployment which it is and who looks at it. */
export function Elsewhere() {
  const { deployed } = useSession();
  if (!deployed)
    return (
      <ul className="elsewhere">
        <li>
          <a href="/">Shop</a>
        </li>
        <li>
          <a href="/playground">Playground</a>
        </li>
      </ul>
    );
  const { deployment, name, signOut } = deployed;
  return (
    <ul className="elsewhere">
      <li className="who">
        <span title={deployment.endpoint}>{new URL(deployment.endpoint).host}</span>
        <span>
          as <bdi>{name}</bdi>
        </span>
      </li>
      {deployment.apiKey && (
        <li>
          <a href="/">Shop</a>
        </li>
      )}
      <li>
        <button onClick={signOut}>Sign out</button>
      </li>
    </ul>
  );
}

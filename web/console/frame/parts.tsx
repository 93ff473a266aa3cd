import type { ReactNode } from 'react';
import { AddressLink } from '../../shared/address.tsx';

/** Meanings are told by their words and shape too, not by colour alone. */
export type Meaning = 'good' | 'warning' | 'bad' | 'plain';
const shapes: Record<Meaning, string> = { good: '●', warning: '▲', bad: '■', plain: '○' };

export const Mark = ({ meaning, children }: { meaning: Meaning; children: ReactNode }) => (
  <span className={`mark ${meaning}`}>
    <span aria-hidden>{shapes[meaning]}</span> {children}
  </span>
);

/**
 * An id in one piece: hyphens break no line. A long one ends in dots in a table, and is told whole by its tooltip.
 * @param href of the page about it
 */
export const Id = ({ id, href }: { id: string; href?: string }) => {
  const text = (
    <code className="id" title={id}>
      {id}
    </code>
  );
  return href === undefined ? text : <AddressLink href={href}>{text}</AddressLink>;
};

/** A figure with its name. */
export const Figure = ({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) => (
  <div className="figure" title={hint}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What went wrong, and a way to try again. */
export const Problem = ({ text, again }: { text?: string; again?: () => void }) =>
  text ? (
    <p className="problem" role="alert">
      <span aria-hidden>■</span> {text} {again && <button onClick={again}>Try again</button>}
    </p>
  ) : null;

/** A section with its heading; `actions` stand beside the heading. */
export const Section = ({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) => (
  <section>
    <header className="heading">
      <h2>{title}</h2>
      {actions}
    </header>
    {children}
  </section>
);

/** Stands where rows will be. */
export const Waiting = ({ rows = 4 }: { rows?: number }) => (
  <div className="waiting" role="status" aria-label="Loading">
    {Array.from({ length: rows }, (_, index) => (
      <span key={index} />
    ))}
  </div>
);

import * as Dialog from '@radix-ui/react-dialog';
import { useRef, useState, type RefObject } from 'react';
import type { RecsyncError } from '../../../client/index.ts';
import { useSession } from '../session/SessionContext.tsx';
import { nobody } from '../session/visitors.ts';
import { go } from './router.tsx';

interface ForgetMeProps {
  forget(): Promise<void>;
  onClose(): void;
  /** What takes the focus again when nothing came of it. */
  opener: RefObject<HTMLElement | null>;
}

/** Asks whether everything that the shop knows of the visitor is to be erased, which cannot be taken back. */
export function ForgetMe({ forget, onClose, opener }: ForgetMeProps) {
  const { become, meet } = useSession();
  const [isUnderWay, setIsUnderWay] = useState(false);
  const [problem, setProblem] = useState<string>();
  const keep = useRef<HTMLButtonElement>(null);
  const send = (): void => {
    setIsUnderWay(true);
    setProblem(undefined);
    forget().then(
      async () => {
        // They are forgotten, whether or not there is somebody new.
        const next = await meet().catch(() => nobody);
        // In this order: whoever is new has looked at nothing.
        go({ page: 'forgotten' });
        become(next);
      },
      (error: RecsyncError) => {
        setIsUnderWay(false);
        setProblem(`That did not work, and nothing was erased. ${error.message}`);
      },
    );
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && !isUnderWay && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content
          role="alertdialog"
          className="question"
          onOpenAutoFocus={(event) => {
            // What does no harm comes first.
            event.preventDefault();
            keep.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
        >
          <Dialog.Title>Forget me?</Dialog.Title>
          <Dialog.Description>
            Everything that the shop knows of you is erased: what you looked at, liked and bought, what you were shown,
            and your lists. Your cart is emptied. This cannot be taken back; you go on as somebody new.
          </Dialog.Description>
          {problem && (
            <p className="failure" role="alert">
              {problem}
            </p>
          )}
          <div className="actions">
            <button ref={keep} disabled={isUnderWay} onClick={onClose}>
              Keep it
            </button>
            <button className="grave" disabled={isUnderWay} onClick={send}>
              {isUnderWay ? 'One moment…' : 'Forget me'}
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

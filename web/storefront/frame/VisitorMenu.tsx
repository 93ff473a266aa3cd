import * as Menu from '@radix-ui/react-dropdown-menu';
import { useRef, useState } from 'react';
import { readForgotten } from '../session/erasureStorage.ts';
import { useSession } from '../session/SessionContext.tsx';
import { nobody, personOf } from '../session/visitors.ts';
import { Icon } from '../../shared/Icon.tsx';
import { ForgetMe } from './ForgetMe.tsx';
import { go } from './router.tsx';

/** Whom the shop is seen as: an example person, somebody new, or nobody; and how to be forgotten by it. */
export function VisitorMenu() {
  const { visitor, people, become, meet, forget, isAnother } = useSession();
  const [isLeaving, setIsLeaving] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const hasReceipt = readForgotten() !== undefined;
  return (
    <>
      <Menu.Root modal={false}>
        {/* The page is made anew for another visitor; who chose by keyboard goes on from here. */}
        <Menu.Trigger
          ref={trigger}
          autoFocus={isAnother}
          className="visitor"
          aria-label={`${visitor.name}. Change whom the shop is seen as`}
        >
          <Icon name="person" />
          <span>{visitor.name}</span>
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Content className="popover menu" align="end" sideOffset={8} collisionPadding={12}>
            <Menu.Label>See the shop as</Menu.Label>
            {people.map(personOf).map((person) => (
              <Menu.Item key={person.userId} className="choice" onSelect={() => become(person)}>
                <Choice {...person} isChosen={visitor.userId === person.userId} />
              </Menu.Item>
            ))}
            {people.length > 0 && <Menu.Separator className="separator" />}
            <Menu.Item
              className="choice"
              onSelect={() => void meet().then(become, (error: Error) => console.warn(error.message))}
            >
              <Choice name="A new visitor" note="Whom the shop has never seen" isChosen={visitor.kind === 'NEW'} />
            </Menu.Item>
            <Menu.Item className="choice" onSelect={() => become(nobody)}>
              <Choice name="Nobody" note="Not signed in: nothing is recorded" isChosen={visitor.kind === 'NOBODY'} />
            </Menu.Item>
            {(forget || hasReceipt) && <Menu.Separator className="separator" />}
            {forget && (
              <Menu.Item className="choice" onSelect={() => setIsLeaving(true)}>
                <Choice name="Forget me…" note="Erases what the shop knows of you" />
              </Menu.Item>
            )}
            {hasReceipt && (
              <Menu.Item className="choice" onSelect={() => go({ page: 'forgotten' })}>
                <Choice name="Your receipt" note="What was erased, and what remains until when" />
              </Menu.Item>
            )}
          </Menu.Content>
        </Menu.Portal>
      </Menu.Root>
      {isLeaving && forget && <ForgetMe forget={forget} opener={trigger} onClose={() => setIsLeaving(false)} />}
    </>
  );
}

const Choice = ({ name, note, isChosen = false }: { name: string; note: string; isChosen?: boolean }) => (
  <>
    <span>
      {name}
      {isChosen && <em> (now)</em>}
    </span>
    <small>{note}</small>
  </>
);

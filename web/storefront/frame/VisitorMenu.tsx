import * as Menu from '@radix-ui/react-dropdown-menu';
import { useSession } from '../session/SessionContext.tsx';
import { makeNewVisitor, nobody, personOf } from '../session/visitors.ts';
import { Icon } from '../../shared/Icon.tsx';

/** Whom the shop is seen as: an example person, somebody new, or nobody. */
export function VisitorMenu() {
  const { visitor, people, become } = useSession();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="visitor" aria-label={`${visitor.name}. Change whom the shop is seen as`}>
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
          <Menu.Item className="choice" onSelect={() => become(makeNewVisitor())}>
            <Choice name="A new visitor" note="Whom the shop has never seen" isChosen={visitor.kind === 'NEW'} />
          </Menu.Item>
          <Menu.Item className="choice" onSelect={() => become(nobody)}>
            <Choice name="Nobody" note="Not signed in: nothing is recorded" isChosen={visitor.kind === 'NOBODY'} />
          </Menu.Item>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

const Choice = ({ name, note, isChosen }: { name: string; note: string; isChosen: boolean }) => (
  <>
    <span>
      {name}
      {isChosen && <em> (now)</em>}
    </span>
    <small>{note}</small>
  </>
);

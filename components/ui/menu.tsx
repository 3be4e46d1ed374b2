import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, type Selection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Button, type ButtonLook } from './button.tsx';
import './menu.css';

export interface MenuEntry<Id extends string> {
  id: Id;
  text: string;
}

interface Common<Id extends string> {
  /** What stands on the button; also names the menu. */
  label: string;
  icon?: ReactNode;
  look?: ButtonLook;
  isDisabled?: boolean;
  entries: readonly MenuEntry<Id>[];
}

interface Acts<Id extends string> extends Common<Id> {
  onAct: (id: Id) => void;
}

/** A button with a short list of acts. */
export function MenuButton<Id extends string>({ onAct, ...common }: Acts<Id>) {
  return (
    <Frame {...common}>
      <AriaMenu className="menu" items={common.entries} onAction={(key) => byKey(common.entries, key, onAct)}>
        {({ id, text }) => (
          <MenuItem id={id} className="menu-item" textValue={text}>
            {text}
          </MenuItem>
        )}
      </AriaMenu>
    </Frame>
  );
}

interface Choices<Id extends string> extends Common<Id> {
  chosen: readonly Id[];
  onChoose: (chosen: Id[]) => void;
}

/** A button with a list of things to show or not; it stays open while they are ticked. */
export function MenuChoice<Id extends string>({ chosen, onChoose, ...common }: Choices<Id>) {
  const ids = common.entries.map(({ id }) => id);
  const choose = (keys: Selection) => onChoose(keys === 'all' ? ids : ids.filter((id) => keys.has(id)));
  return (
    <Frame {...common}>
      <AriaMenu
        className="menu"
        items={common.entries}
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={choose}
      >
        {({ id, text }) => (
          <MenuItem id={id} className="menu-item" textValue={text}>
            {({ isSelected }) => (
              <>
                <span className="menu-tick">{isSelected ? <Check size={14} aria-hidden /> : null}</span>
                {text}
              </>
            )}
          </MenuItem>
        )}
      </AriaMenu>
    </Frame>
  );
}

function Frame<Id extends string>({
  label,
  icon,
  look = 'plain',
  isDisabled = false,
  children,
}: Common<Id> & { children: ReactNode }) {
  return (
    <MenuTrigger>
      <Button look={look} isDisabled={isDisabled}>
        {icon}
        {label}
      </Button>
      <Popover className="menu-frame" placement="bottom end">
        {children}
      </Popover>
    </MenuTrigger>
  );
}

function byKey<Id extends string>(
  entries: readonly MenuEntry<Id>[],
  key: unknown,
  act: (id: Id) => void,
): void {
  const entry = entries.find(({ id }) => id === key);
  if (entry) act(entry.id);
}

import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import './button.css';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'danger-solid' | 'quiet' | 'link';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  look?: ButtonLook;
  children: ReactNode;
}

/** One primary button a screen; `danger` for what destroys, `danger-solid` inside its confirmation. */
export function Button({ look = 'plain', children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={`button ${look}`}>
      {children}
    </AriaButton>
  );
}

interface IconProps extends Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  label: string;
  children: ReactNode;
}

/** A button of an icon alone; its label is spoken and shown as a title. */
export function IconButton({ label, children, ...rest }: IconProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className="button quiet icon"
      render={(props) => <button {...props} title={label} />}
    >
      {children}
    </AriaButton>
  );
}

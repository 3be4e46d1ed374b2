import CircleAlert from 'lucide-react/icons/circle-alert';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import './field.css';

export interface FieldProps
  extends Omit<TextFieldProps, 'className' | 'style' | 'children' | 'isInvalid' | 'validate'> {
  label: string;
  help?: ReactNode;
  /** What is wrong and what to do; stands beside the field. */
  error?: ReactNode;
  placeholder?: string;
  multiline?: boolean;
  /** Beside the input, inside its frame. */
  inside?: ReactNode;
}

/** A labelled text input with help and error beside it. */
export function TextField({ label, help, error, placeholder, multiline, inside, ...rest }: FieldProps) {
  const input = { className: 'field-input', ...(placeholder === undefined ? {} : { placeholder }) };
  return (
    <AriaTextField {...rest} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <Label>{label}</Label>
      {multiline ? (
        <TextArea {...input} spellCheck="false" autoComplete="off" />
      ) : inside ? (
        <div className="password">
          <Input {...input} />
          {inside}
        </div>
      ) : (
        <Input {...input} />
      )}
      {help ? (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      ) : null}
      <FieldError className="field-error">
        <CircleAlert size={14} aria-hidden />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}

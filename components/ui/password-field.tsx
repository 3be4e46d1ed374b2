import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { useState } from 'react';
import { IconButton } from './button.tsx';
import { type FieldProps, TextField } from './text-field.tsx';
import { useCommonWords } from './words.ts';

/** A passphrase, hidden until the eye is pressed. */
export function PasswordField(props: Omit<FieldProps, 'type' | 'inside' | 'multiline'>) {
  const t = useCommonWords();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      autoComplete="off"
      {...props}
      type={shown ? 'text' : 'password'}
      inside={
        <IconButton label={t(shown ? 'passphrase.hide' : 'passphrase.show')} onPress={() => setShown(!shown)}>
          {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
        </IconButton>
      }
    />
  );
}

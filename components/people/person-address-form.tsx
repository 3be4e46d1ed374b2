import { useState } from 'react';
import { isEmail } from '../../lib/people/is-email.ts';
import { startDraft } from '../orders/tab-draft.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { usePeopleWords } from './words.ts';

interface Props {
  uId: string;
  clientUserId: string;
  /** As Apple knows it. */
  email: string;
}

/** Another e-mail address for a person: begins an order, whose plan comes next. */
export function PersonAddressForm({ uId, clientUserId, email }: Props) {
  const t = usePeopleWords();
  const [typed, setTyped] = useState(email);
  const address = typed.trim();
  return (
    <form
      className="stack"
      aria-label={t('address')}
      onSubmit={(event) => {
        event.preventDefault();
        startDraft([{ uId, wish: { kind: 'edit', people: [{ clientUserId, email: address }] } }]);
      }}
    >
      <TextField
        type="email"
        label={t('address')}
        help={t('address.help')}
        value={typed}
        maxLength={320}
        onChange={setTyped}
      />
      <div className="acts">
        <Button type="submit" isDisabled={address === email || !isEmail(address)}>
          {t('address.plan')}
        </Button>
      </div>
    </form>
  );
}

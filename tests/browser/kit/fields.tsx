import Trash from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { Button, IconButton } from '../../../components/ui/button.tsx';
import { PasswordField } from '../../../components/ui/password-field.tsx';
import { SearchField } from '../../../components/ui/search-field.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';

function Buttons() {
  return (
    <div className="kit-line">
      <Button look="primary">Link it</Button>
      <Button>Sync now</Button>
      <Button isDisabled>Sync now</Button>
      <Button look="quiet">Clear filters</Button>
      <Button look="danger">Unlink …</Button>
      <Button look="danger-solid">Unlink North Campus</Button>
      <Button look="link">Copy report</Button>
      <IconButton label="Remove">
        <Trash size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function Search() {
  const [text, setText] = useState('keynote');
  return <SearchField label="Search apps" placeholder="Name or id" value={text} onChange={setText} />;
}

function TextFields() {
  const [text, setText] = useState('Cafeteria menu');
  return (
    <>
      <TextField
        label="Name by hand"
        help="For an app that the store does not know."
        value={text}
        onChange={setText}
      />
      <TextField
        label="Paste the token"
        error="This is only the inner part of a token."
        multiline
        defaultValue="a1b2c3"
      />
    </>
  );
}

function Passwords() {
  return <PasswordField label="Passphrase" defaultValue="correct horse battery" />;
}

function Selects() {
  const [type, setType] = useState<'all' | 'app'>('all');
  return (
    <Select
      label="Type"
      value={type}
      onChange={setType}
      options={[
        { value: 'all', text: 'Apps and books' },
        { value: 'app', text: 'Apps' },
      ]}
    />
  );
}

function Switches() {
  const [isOn, setOn] = useState(true);
  return <Switch label="Notify me" help="At 60, 30, 14, 7 and 1 days." isOn={isOn} onChange={setOn} />;
}

export const fieldParts = {
  button: Buttons,
  'search-field': Search,
  'text-field': TextFields,
  'password-field': Passwords,
  select: Selects,
  switch: Switches,
};

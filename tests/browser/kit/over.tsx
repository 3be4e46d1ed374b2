import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { MenuButton } from '../../../components/ui/menu.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';

function DialogPart() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Save view …</Button>
      {isOpen ? (
        <Dialog title="Save this view" onClose={() => setOpen(false)}>
          <TextField label="Name of the view" autoFocus />
          <div className="acts end">
            <Button onPress={() => setOpen(false)}>Cancel</Button>
            <Button look="primary" onPress={() => setOpen(false)}>
              Save
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function Confirm() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="danger" onPress={() => setOpen(true)}>
        Unlink …
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title="Unlink North Campus?"
          confirm="Unlink North Campus"
          onConfirm={() => setOpen(false)}
          onClose={() => setOpen(false)}
        >
          <p>Its token and its licences are forgotten here. Nothing changes at Apple.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function MenuPart() {
  const [act, setAct] = useState('nothing yet');
  return (
    <div className="kit-line">
      <MenuButton
        label="More"
        entries={[
          { id: 'rename', text: 'Rename' },
          { id: 'calendar', text: 'Save end date (.ics)' },
          { id: 'copy', text: 'Copy id' },
        ]}
        onAct={setAct}
      />
      <span role="status">Chosen: {act}</span>
    </div>
  );
}

function ToastPart() {
  const toast = useToast();
  return (
    <div className="kit-line">
      <Button onPress={() => toast({ text: 'View saved.', act: { text: 'Undo', onAct: () => undefined } })}>
        Save
      </Button>
      <Button
        onPress={() => toast({ tone: 'warning', text: 'North Campus could not be read; it is tried again.' })}
      >
        Warn
      </Button>
    </div>
  );
}

export const overParts = { dialog: DialogPart, 'confirm-dialog': Confirm, menu: MenuPart, toast: ToastPart };

import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import './dialog.css';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Asks before something is destroyed: announced as an alert. */
  alert?: boolean;
}

/** A modal dialog, open while it is drawn. Escape and a click beside it close it. */
export function Dialog({ title, onClose, children, alert = false }: Props) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="veil"
    >
      <Modal className="dialog-frame">
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className="dialog">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

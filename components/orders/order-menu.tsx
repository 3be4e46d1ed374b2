import ClipboardList from 'lucide-react/icons/clipboard-list';
import { useState } from 'react';
import type { WishKind } from '../../lib/orders/plan/wish.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { wordsForFailure } from '../ui/failure-words.ts';
import { MenuButton } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';
import type { DraftPart } from './draft.ts';
import { startDraft } from './tab-draft.ts';
import { useOrdersWords } from './words.ts';

interface Props<Kind extends WishKind> {
  kinds: readonly Kind[];
  /** What is ticked or opened, as parts of a draft; may read it first. @throws AppError */
  gather: (kind: Kind) => DraftPart[] | Promise<DraftPart[]>;
}

/** Begins an order with what is ticked or opened: the plan comes next, nothing is sent. */
export function OrderMenu<Kind extends WishKind>({ kinds, gather }: Props<Kind>) {
  const t = useOrdersWords();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const refuse = (failure: Failure) => toast({ text: wordsForFailure(failure).title, tone: 'danger' });
  const begin = async (kind: Kind) => {
    setBusy(true);
    try {
      startDraft(await gather(kind));
    } catch (error) {
      refuse(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <MenuButton
      label={t('entry')}
      icon={<ClipboardList size={16} aria-hidden />}
      isDisabled={isBusy}
      entries={kinds.map((id) => ({ id, text: t(`entry.${id}`) }))}
      onAct={(kind) => void begin(kind)}
    />
  );
}

/** The draft of this tab. */
import { useSyncExternalStore } from 'react';
import { writeRoute } from '../console/route.ts';
import type { Draft, DraftPart } from './draft.ts';
import { createDraftStore } from './draft-store.ts';

export const draftStore = createDraftStore(sessionStorage);

export function useDraft(): Draft | undefined {
  return useSyncExternalStore(draftStore.subscribe, draftStore.get);
}

/** Begins a draft, in place of the one before, and leads to it. */
export function startDraft(parts: DraftPart[]): void {
  draftStore.set({ parts });
  location.hash = writeRoute('/orders/new');
}

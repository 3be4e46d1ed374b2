import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo } from 'react';
import {
  type PendingInvitation,
  readHeadcounts,
  readPendingInvitations,
  readShortStock,
  type ShortStock,
} from '../../lib/cache/overview-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { useMayReachApple } from '../data/use-may-reach-apple.ts';
import { useNow } from '../data/use-now.ts';
import { useCandidates, useVault } from '../data/use-rows.ts';
import { useTrouble } from '../data/use-trouble.ts';
import type { TokenLine } from '../tokens/token-lines.ts';
import { useTokenLines } from '../tokens/use-token-lines.ts';
import { findNeeds, type Need } from './needs.ts';

export interface Overview {
  lines: readonly TokenLine[];
  needs: readonly Need[];
  /** How many stock marks were looked at. */
  marks: number;
  /** False while stock and invitations are being read: it is too early to say that all is well. */
  isComplete: boolean;
}

/** Undefined while the small tables are being read. */
export function useOverview(locations: readonly LocationRow[], only: string): Overview | undefined {
  const chosen = useMemo(() => locations.filter(({ uId }) => only === '' || uId === only), [locations, only]);
  const lines = useTokenLines(chosen);
  const candidates = useCandidates();
  const vault = useVault();
  const mayReachApple = useMayReachApple();
  const trouble = useTrouble();
  const now = useNow();
  const slow = useSlowParts(only);
  return useMemo(() => {
    if (!lines || !candidates || !vault) return undefined;
    const needs = findNeeds({
      lines,
      candidates,
      short: slow?.short ?? [],
      invitations: slow?.invitations ?? [],
      isLocked: vault.mode === 'sealed' && vault.locked,
      mayReachApple,
      trouble,
      now,
    });
    return { lines, needs, marks: slow?.marks ?? 0, isComplete: slow !== undefined };
  }, [lines, candidates, vault, slow, mayReachApple, trouble, now]);
}

/** What takes longer with many marks and notes: the screen does not wait for it. */
function useSlowParts(only: string):
  | {
      marks: number;
      short: ShortStock[];
      invitations: PendingInvitation[];
    }
  | undefined {
  const cache = useCache();
  const stock = useLiveQuery(() => readShortStock(cache), [cache]);
  const invitations = useLiveQuery(() => readPendingInvitations(cache), [cache]);
  return useMemo(() => {
    if (!stock || !invitations) return undefined;
    const isChosen = (uId: string) => only === '' || uId === only || uId === '';
    return {
      marks: stock.marks.filter(({ uId }) => isChosen(uId)).length,
      short: stock.short.filter(({ mark }) => isChosen(mark.uId)),
      invitations: invitations.filter(({ uId }) => isChosen(uId)),
    };
  }, [stock, invitations, only]);
}

/** Holders and people of each location; undefined while they are being counted. */
export function useHeadcounts() {
  const cache = useCache();
  return useLiveQuery(() => readHeadcounts(cache), [cache]);
}

/** A wish in the making: what the admin wants in each location, before it is confirmed. Pure. */
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import type { AssetKey, Holder } from '../../lib/cache/rows.ts';
import type { Block, MoveWish, PersonWish, Wish, WishKind } from '../../lib/orders/plan/wish.ts';

/** What is wanted in one location. */
export interface DraftPart {
  /** Empty until a location is chosen. */
  uId: string;
  wish: Wish;
  from?: NonNullable<OrderRow['from']>;
  /** Names and notes of people who are created: kept in this browser just before the order is confirmed. */
  notes?: PersonText[];
  /** Set once it is confirmed. */
  orderId?: string;
}
export interface PersonText {
  clientUserId: string;
  name?: string;
  notes?: string;
}
export interface Draft {
  parts: DraftPart[];
}

const noBlock: Block = { assets: [], clientUserIds: [], serialNumbers: [] };

/** A wish for these assets and holders; what does not belong to the kind is left out. */
export function wishOf(kind: WishKind, assets: readonly AssetKey[], holders: readonly Holder[]): Wish {
  const clientUserIds = idsOf(holders, 'user');
  const serialNumbers = idsOf(holders, 'device');
  switch (kind) {
    case 'grant':
    case 'take-back':
      return { kind, blocks: [{ assets: assets.map(keyOnly), clientUserIds, serialNumbers }] };
    case 'take-all-back':
      return { kind, clientUserIds, serialNumbers };
    case 'retire':
      return { kind, clientUserIds };
    case 'create':
    case 'edit':
      return { kind, people: [] };
    case 'move':
      return { kind, moves: [] };
  }
}

const idsOf = (holders: readonly Holder[], kind: Holder['kind']) =>
  holders.filter((holder) => holder.kind === kind).map(({ id }) => id);

const keyOnly = ({ adamId, pricingParam }: AssetKey): AssetKey => ({ adamId, pricingParam });

/** The one block that can be edited; undefined when the wish is of another kind or of several blocks. */
export function getBlock(wish: Wish): Block | undefined {
  if (wish.kind !== 'grant' && wish.kind !== 'take-back') return undefined;
  return wish.blocks.length > 1 ? undefined : (wish.blocks[0] ?? noBlock);
}

/** The holders that a wish names, as far as they can be edited. */
export function holdersOf(wish: Wish): Holder[] {
  const users = (ids: readonly string[]) => ids.map((id): Holder => ({ kind: 'user', id }));
  const devices = (ids: readonly string[]) => ids.map((id): Holder => ({ kind: 'device', id }));
  switch (wish.kind) {
    case 'grant':
    case 'take-back':
      return wish.blocks.flatMap((block) => [...users(block.clientUserIds), ...devices(block.serialNumbers)]);
    case 'take-all-back':
      return [...users(wish.clientUserIds), ...devices(wish.serialNumbers)];
    case 'retire':
      return users(wish.clientUserIds);
    case 'create':
    case 'edit':
      return users(wish.people.map(({ clientUserId }) => clientUserId));
    case 'move':
      return users(wish.moves.map(({ clientUserId }) => clientUserId));
  }
}

export function assetsOf(wish: Wish): AssetKey[] {
  if (wish.kind === 'grant' || wish.kind === 'take-back') return wish.blocks.flatMap(({ assets }) => assets);
  return wish.kind === 'move' ? wish.moves.map(({ asset }) => asset) : [];
}

/** Whether there is anything to plan. */
export function isComplete({ uId, wish }: DraftPart): boolean {
  if (uId === '') return false;
  const needsAssets = wish.kind === 'grant' || wish.kind === 'take-back';
  return holdersOf(wish).length > 0 && (!needsAssets || assetsOf(wish).length > 0);
}

/** Both, each holder once, in the order in which they came: who stands first is served first. */
export function mergeHolders(before: readonly Holder[], more: readonly Holder[]): Holder[] {
  return [...new Map([...before, ...more].map((holder) => [`${holder.kind} ${holder.id}`, holder])).values()];
}

/** Reads what the tab kept. Undefined for anything that is no draft of ours. */
export function parseDraft(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && Array.isArray(data.parts) && data.parts.every(isPart)
      ? { parts: data.parts }
      : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isMaybeText = (value: unknown) => value === undefined || isText(value);

function isPart(value: unknown): value is DraftPart {
  if (!isRecord(value) || !isText(value.uId) || !isWish(value.wish) || !isMaybeText(value.orderId))
    return false;
  const { from, notes } = value;
  if (notes !== undefined && !(Array.isArray(notes) && notes.every(isPersonText))) return false;
  return (
    from === undefined || (isRecord(from) && isText(from.id) && (from.as === 'undo' || from.as === 'retry'))
  );
}

function isWish(value: unknown): value is Wish {
  if (!isRecord(value)) return false;
  switch (value.kind) {
    case 'grant':
    case 'take-back':
      return Array.isArray(value.blocks) && value.blocks.every(isBlock);
    case 'take-all-back':
      return isTexts(value.clientUserIds) && isTexts(value.serialNumbers);
    case 'retire':
      return isTexts(value.clientUserIds);
    case 'create':
    case 'edit':
      return Array.isArray(value.people) && value.people.every(isPerson);
    case 'move':
      return Array.isArray(value.moves) && value.moves.every(isMove);
    default:
      return false;
  }
}

function isAsset(value: unknown): value is AssetKey {
  return (
    isRecord(value) &&
    isText(value.adamId) &&
    (value.pricingParam === 'STDQ' || value.pricingParam === 'PLUS')
  );
}

function isBlock(value: unknown): value is Block {
  return (
    isRecord(value) &&
    Array.isArray(value.assets) &&
    value.assets.every(isAsset) &&
    isTexts(value.clientUserIds) &&
    isTexts(value.serialNumbers)
  );
}

function isPerson(value: unknown): value is PersonWish {
  return (
    isRecord(value) &&
    isText(value.clientUserId) &&
    isMaybeText(value.email) &&
    isMaybeText(value.managedAppleId)
  );
}

function isPersonText(value: unknown): value is PersonText {
  return isRecord(value) && isText(value.clientUserId) && isMaybeText(value.name) && isMaybeText(value.notes);
}

function isMove(value: unknown): value is MoveWish {
  return isRecord(value) && isAsset(value.asset) && isText(value.clientUserId) && isText(value.serialNumber);
}

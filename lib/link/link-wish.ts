/** What an admin asks for when linking, and when two ask for the same. */
import { AppError, isCode } from '../platform/errors.ts';
import type { KeepMode, Vault } from '../vault/create-vault.ts';

export interface LinkWish {
  candidateId: string;
  keep?: KeepMode | undefined;
  expectUId?: string | undefined;
  /** The admin has seen that the linked token ends later, and wants this one all the same. */
  replaceNewer?: boolean | undefined;
}

/** Whether one answer is true for both. */
export function isSameWish(a: LinkWish, b: LinkWish): boolean {
  return (
    isSameKeep(a.keep, b.keep) &&
    a.expectUId === b.expectUId &&
    Boolean(a.replaceNewer) === Boolean(b.replaceNewer)
  );
}

function isSameKeep(a: KeepMode | undefined, b: KeepMode | undefined): boolean {
  if (a?.mode !== 'sealed' || b?.mode !== 'sealed') return a?.mode === b?.mode;
  return a.passphrase === b.passphrase;
}

/**
 * Keeps tokens as wished where nothing is decided yet. Another window may have decided meanwhile: its way stands, and
 * a token is not kept in a way that its admin did not choose.
 * @throws kept-otherwise, refused-by-policy, passphrase-short
 */
export async function keepAs(vault: Vault, wanted: KeepMode): Promise<void> {
  const { mode } = await vault.state();
  if (mode === 'none') return vault.keep(wanted);
  if (mode !== wanted.mode) throw new AppError('kept-otherwise', { mode });
  if (wanted.mode === 'session') return;
  try {
    await vault.unlock(wanted.passphrase);
  } catch (error) {
    throw isCode(error, 'passphrase-wrong') ? new AppError('kept-otherwise', { mode }) : error;
  }
}

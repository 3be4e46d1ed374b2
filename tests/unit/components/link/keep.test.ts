import { describe, expect, it } from 'vitest';
import { getKeep } from '../../../../components/link/keep-choice.tsx';
import { shortestPassphrase, strengthOf } from '../../../../components/link/passphrase-strength.ts';
import { shortestPassphrase as vaultsShortest } from '../../../../lib/vault/passphrase.ts';

describe('strengthOf', () => {
  it.each([
    ['', 'short'],
    ['eleven char', 'short'],
    ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['123456789012345678', 'weak'],
    ['correct horse', 'fair'],
    ['correct horse battery staple', 'good'],
  ])('%s is %s', (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });

  it('counts letters as the vault does', () => {
    expect(shortestPassphrase).toBe(vaultsShortest);
    expect(strengthOf('🌳🍎🍐🍑🍒🍓🌳🍎🍐🍑🍒')).toBe('short');
  });
});

describe('getKeep', () => {
  const choice = (first: string, second: string) =>
    getKeep({ mode: 'sealed', passphrase: { first, second } });
  it('gives a passphrase only when it was typed twice alike and is long enough', () => {
    expect(choice('correct horse', 'correct horse')).toEqual({ mode: 'sealed', passphrase: 'correct horse' });
    expect(choice('correct horse', 'correct house')).toBeUndefined();
    expect(choice('short', 'short')).toBeUndefined();
  });
  it('sends no passphrase for the session mode, even if one was typed before', () => {
    expect(
      getKeep({ mode: 'session', passphrase: { first: 'correct horse', second: 'correct horse' } }),
    ).toEqual({
      mode: 'session',
    });
  });
});

import type { Failure } from '../../lib/platform/errors.ts';
import type { NotAToken } from '../../lib/token/content-token.ts';
import errors from '../../locales/en/errors.json';
import type { Values } from '../../locales/translate.ts';
import { createText } from './words.ts';

const translate = await createText('errors', errors);

export interface FailureWords {
  /** What happened. */
  title: string;
  /** What to do. */
  cure: string;
}

/** The texts of a failure; a refused file or text is told by its kind. */
export function wordsForFailure(failure: Failure): FailureWords {
  const reason = failure.details?.reason;
  if (failure.code === 'not-a-token' && isRefusal(reason)) return wordsForRefusal(reason);
  const values = valuesOf(failure);
  const { code } = failure;
  const isPage = code === 'server' && failure.details?.page === true;
  const key = isPage
    ? 'server.page'
    : isBackupKind(code, reason)
      ? (`backup-refused.${reason}` as const)
      : code;
  return { title: translate(`${key}.title`, values), cure: translate(`${key}.cure`, values) };
}

/** The texts for a file or text that is no content token. */
export function wordsForRefusal(reason: NotAToken): FailureWords {
  return {
    title: translate(`not-a-token.${reason}.title`),
    cure: translate(`not-a-token.${reason}.cure`),
  };
}

/** A backup that is refused as a whole, not for one of its entries. */
function isBackupKind(code: string, reason: unknown): reason is 'not-json' | 'too-large' {
  return code === 'backup-refused' && (reason === 'not-json' || reason === 'too-large');
}

function isRefusal(reason: unknown): reason is NotAToken {
  return typeof reason === 'string' && Object.hasOwn(errors, `not-a-token.${reason}.title`);
}

function valuesOf(failure: Failure): Values {
  const entries = Object.entries(failure.details ?? {});
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'boolean' ? String(value) : value]),
  );
}

/** What an admin may send to someone who helps: code, details, version. Failures hold no secret. */
export function reportOf(failure: Failure, version: string, at: number): string {
  const lines = [
    `Orchardist ${version}`,
    new Date(at).toISOString(),
    `code: ${failure.code}`,
    ...Object.entries(failure.details ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  return lines.join('\n');
}

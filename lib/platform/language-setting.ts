import { isLanguageCode } from '../../locales/languages.ts';

interface Area {
  get(keys: string[]): Promise<Record<string, unknown>>;
}

/**
 * One setting without the schema of all, which is too heavy for a popup that has to be there at once; in the order of
 * `settings.ts`: a policy's locked value, what was chosen here, a policy's default.
 * @returns a code of `locales/languages.ts`, or undefined to follow the browser
 */
export async function readLanguageSetting(local: Area, managed: Area | undefined) {
  const [stored, policy] = await Promise.all([
    readQuietly(local, ['settings']),
    readQuietly(managed, ['locked', 'defaults']),
  ]);
  const wishes = [policy.locked, stored.settings, policy.defaults].map(languageOf);
  const wish = wishes.find((value) => value === 'auto' || isLanguageCode(value));
  return isLanguageCode(wish) ? wish : undefined;
}

/** Firefox refuses to read a policy that nobody made; and with a broken storage a page can still say so. */
async function readQuietly(area: Area | undefined, keys: string[]): Promise<Record<string, unknown>> {
  try {
    return (await area?.get(keys)) ?? {};
  } catch {
    return {};
  }
}

const languageOf = (part: unknown): unknown =>
  typeof part === 'object' && part !== null && 'language' in part ? part.language : undefined;

/** All that the palette offers of its own: screens, acts, locations, saved views and lists, parts of the settings. Pure. */
import type { HolderListRow, ViewRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow, VaultStatus } from '../../lib/cache/rows.ts';
import { placeOf, placeOfList, placeOfLocation, placeOfSetting, placeOfView } from '../../lib/find/places.ts';
import { settingParts } from '../settings/setting-parts.ts';
import type { Ranking } from './rank-entries.ts';
import type { useFindWords } from './words.ts';

export type Act =
  | { act: 'sync'; uIds: readonly string[] }
  | { act: 'lock' | 'unlock' | 'backup' | 'save-view' };

export interface Entry extends Ranking {
  /** The same at every opening, so that it can be remembered. */
  id: string;
  detail?: string;
  /** A place of the console, or something to do. */
  does: string | Act;
}

interface World {
  /** Those below one of the rail's are offered when they are asked for. */
  screens: readonly { path: string; title: string; isBelow?: boolean }[];
  locations: readonly LocationRow[];
  views: readonly ViewRow[];
  lists: readonly HolderListRow[];
  vault: VaultStatus | undefined;
}

export function entriesOf(t: ReturnType<typeof useFindWords>, world: World): Entry[] {
  return [
    ...world.screens.map(
      ({ path, title, isBelow }): Entry => ({
        id: `screen ${path}`,
        group: 'screens',
        title,
        does: path,
        ...(isBelow && { onlyAsked: true }),
      }),
    ),
    ...actsOf(t, world),
    ...world.locations.map(
      ({ uId, locationName, orgName }): Entry => ({
        id: `location ${uId}`,
        group: 'locations',
        title: locationName,
        words: `${uId} ${orgName}`,
        detail: t('location.detail', { organisation: orgName }),
        does: placeOfLocation(uId),
        onlyAsked: true,
      }),
    ),
    ...world.views.map(
      (view): Entry => ({
        id: `view ${view.id}`,
        group: 'views',
        title: view.name,
        detail: world.screens.find(({ path }) => path === view.path)?.title ?? view.path,
        does: placeOfView(view),
      }),
    ),
    ...world.lists.map(
      (list): Entry => ({
        id: `list ${list.id}`,
        group: 'lists',
        title: list.name,
        detail: t(`list.${list.kind}`, { count: list.ids.length }),
        does: placeOfList(list),
        onlyAsked: true,
      }),
    ),
    ...settingParts.map(
      (part): Entry => ({
        id: `setting ${part}`,
        group: 'settings',
        title: t(`setting.${part}`),
        words: t(`setting.${part}.words`),
        does: placeOfSetting(part),
        onlyAsked: true,
      }),
    ),
  ];
}

function actsOf(t: ReturnType<typeof useFindWords>, { locations, vault }: World): Entry[] {
  const act = (id: string, title: string, words: string, does: Entry['does']): Entry => ({
    id: `act ${id}`,
    group: 'acts',
    title,
    words,
    does,
  });
  const asked = (entry: Entry): Entry => ({ ...entry, onlyAsked: true });
  const [syncWords, renewWords] = [t('act.words.sync'), t('act.words.renew')];
  const uIds = locations.map(({ uId }) => uId);
  const isSealed = vault?.mode === 'sealed';
  return [
    ...(uIds.length > 0 ? [act('sync', t('act.sync.all'), syncWords, { act: 'sync', uIds })] : []),
    ...(isSealed && !vault.locked ? [act('lock', t('act.lock'), t('act.words.lock'), { act: 'lock' })] : []),
    ...(isSealed && vault.locked
      ? [act('unlock', t('act.unlock'), t('act.words.unlock'), { act: 'unlock' })]
      : []),
    act('link', t('act.link'), t('act.words.link'), placeOf('/tokens', { link: '1' })),
    act('view', t('act.view'), t('act.words.view'), { act: 'save-view' }),
    act('backup', t('act.backup'), t('act.words.backup'), { act: 'backup' }),
    ...locations.flatMap(({ uId, locationName: location }) => [
      asked(act(`sync ${uId}`, t('act.sync', { location }), syncWords, { act: 'sync', uIds: [uId] })),
      asked(
        act(
          `renew ${uId}`,
          t('act.renew', { location }),
          renewWords,
          placeOf('/tokens', { renew: uId, open: uId }),
        ),
      ),
    ]),
  ];
}

import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import { readHolder } from '../../lib/cache/holdings-queries.ts';
import { readPerson } from '../../lib/cache/person-queries.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { changeParams } from '../console/route.ts';
import { useCache } from '../data/cache-context.ts';
import type { HolderClient } from '../holders/holder-client.ts';
import { HoldingsList } from '../holders/holdings-list.tsx';
import type { PersonLine } from '../holders/messages.ts';
import { Pane } from '../holders/pane.tsx';
import { stateOf } from '../holders/people-rows.ts';
import { exportRows, isPersonLine } from '../holders/use-holder-table.ts';
import { partsOfPeople } from '../orders/gather.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords, writeTime } from '../ui/words.ts';
import { PersonStateCell } from './people-columns.tsx';
import { PersonAddressForm } from './person-address-form.tsx';
import { PersonNoteForm } from './person-note-form.tsx';
import { usePeopleWords } from './words.ts';

interface Props {
  /** uId and clientUserId, as in the address. */
  personKey: string;
  client: HolderClient;
  /** Of the table beside it: another one may know others. */
  edition: number;
  locations: readonly LocationRow[];
  onClose: () => void;
}

/** One person beside the list: facts, what it holds, name and notes, invitations, who shares its Apple Account. */
export function PersonPane({ personKey, client, edition, locations, onClose }: Props) {
  const t = usePeopleWords();
  const tc = useCommonWords();
  const cache = useCache();
  const cut = personKey.indexOf('/');
  const uId = personKey.slice(0, cut);
  const id = personKey.slice(cut + 1);
  const facts = useLiveQuery(() => readPerson(cache, uId, id), [cache, uId, id]);
  const holdings = useLiveQuery(() => readHolder(cache, { kind: 'user', id }), [cache, id]);
  const { others, failure } = useSameAccount(client, edition, personKey, facts?.user?.idHash);
  const location = locations.find((one) => one.uId === uId);
  if (!facts || !holdings)
    return (
      <Pane title={id} onClose={onClose}>
        {tc('loading')}
      </Pane>
    );

  const { user, note, asOf } = facts;
  const isHere = user !== undefined || holdings.some((one) => one.uId === uId);
  const line = {
    state: stateOf({ ...(user && { status: user.status }), ...(note && { note }) }),
    ...(user && { status: user.status }),
  };
  return (
    <Pane title={note?.name ?? user?.email ?? id} subtitle={location?.locationName} onClose={onClose}>
      {isHere ? (
        <div className="acts">
          <OrderMenu
            kinds={
              user?.status === 'Retired'
                ? ['take-back', 'take-all-back']
                : ['grant', 'take-back', 'take-all-back', 'retire']
            }
            gather={(kind) => partsOfPeople(kind, [{ uId, id }])}
          />
        </div>
      ) : (
        <p>{t('pane.gone')}</p>
      )}
      <dl className="holder-facts">
        <dt>{t('pane.state')}</dt>
        <dd>
          <PersonStateCell line={line} />
        </dd>
        <dt>{t('pane.email')}</dt>
        <dd className="break">{user?.email ?? t('none')}</dd>
        <dt>{t('pane.id')}</dt>
        <dd className="break">{id}</dd>
        {user && user.retiredRecords > 0 ? (
          <>
            <dt>{t('pane.retired')}</dt>
            <dd>{user.retiredRecords}</dd>
          </>
        ) : null}
        <dt>{t('pane.read')}</dt>
        <dd>{asOf === undefined ? tc('age.never') : <Age at={asOf} />}</dd>
      </dl>
      {isHere && !user ? <p>{t('pane.unlisted')}</p> : null}
      {failure ? <FailurePanel failure={failure} /> : null}
      {others.length > 0 ? <SameAccount others={others} /> : null}
      {holdings.length === 0 ? <h3>{t('pane.holds')}</h3> : null}
      <HoldingsList holdings={holdings} locations={locations} />
      {user && user.status !== 'Retired' ? (
        <PersonAddressForm key={user.email} uId={uId} clientUserId={id} email={user.email ?? ''} />
      ) : null}
      <PersonNoteForm uId={uId} clientUserId={id} name={note?.name ?? ''} notes={note?.notes ?? ''} />
      <section>
        <h3>{t('pane.invitations')}</h3>
        {note && note.invitations.length > 0 ? (
          <ul>
            {note.invitations.toReversed().map(({ at, way }) => (
              <li key={at}>
                {writeTime(at)} <span className="soft">{t(`way.${way}`)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="soft">{t('pane.invitations.none')}</p>
        )}
        {user?.status === 'Associated' ? <p className="soft">{t('pane.invitations.associated')}</p> : null}
      </section>
    </Pane>
  );
}

const mostOthers = 20;

function SameAccount({ others }: { others: readonly PersonLine[] }) {
  const t = usePeopleWords();
  return (
    <section>
      <h3>{t('pane.account')}</h3>
      <ul>
        {others.slice(0, mostOthers).map(({ key, name, email, id, location }) => (
          <li key={key}>
            <Button look="link" onPress={() => changeParams({ open: key })}>
              {name ?? email ?? id}
            </Button>{' '}
            <span className="soft">{location}</span>
          </li>
        ))}
      </ul>
      {others.length > mostOthers ? (
        <p>{t('pane.account.more', { count: others.length - mostOthers })}</p>
      ) : null}
      <p className="small soft">{t('pane.account.help')}</p>
    </section>
  );
}

interface SameAccountState {
  others: readonly PersonLine[];
  failure?: Failure;
}

/** Asked anew when the account or the table changes: what is not read yet knows nobody. */
function useSameAccount(
  client: HolderClient,
  edition: number,
  key: string,
  idHash: string | undefined,
): SameAccountState {
  const [state, setState] = useState<SameAccountState>({ others: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edition is asked the same
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const found: PersonLine[] = [];
      const query = new URLSearchParams({ same: key }).toString();
      if (idHash !== undefined) {
        for await (const rows of exportRows(client, query, isPersonLine)) found.push(...rows);
      }
      if (isCurrent) setState({ others: found });
    };
    read().catch((error: unknown) => {
      if (isCurrent) setState({ others: [], failure: toFailure(error) });
    });
    return () => {
      isCurrent = false;
    };
  }, [client, edition, key, idHash]);
  return state;
}

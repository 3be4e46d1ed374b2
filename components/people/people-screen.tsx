import { useMemo, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { queryOf, withParams } from '../holders/holder-query.ts';
import { ListsDialog } from '../holders/lists-dialog.tsx';
import type { PersonLine } from '../holders/messages.ts';
import { PaneBoundary } from '../holders/pane.tsx';
import { readPeopleFilter } from '../holders/people-filter.ts';
import { HolderScreenFrame } from '../holders/screen-frame.tsx';
import { TickedBar } from '../holders/ticked-bar.tsx';
import {
  allRows,
  exportRows,
  isPersonLine,
  useHolderClient,
  useHolderTable,
} from '../holders/use-holder-table.ts';
import { useHolderWords } from '../holders/words.ts';
import { partsOfPeople } from '../orders/gather.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Button } from '../ui/button.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import { ColumnChoice, useColumnChoice } from '../ui/table/column-choice.tsx';
import { nextSort, readSort, writeSort } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { hiddenAtFirst, peopleTableWidths, usePeopleColumns } from './people-columns.tsx';
import { olderOf, peopleExportColumns } from './people-export.ts';
import { PeopleFilters } from './people-filters.tsx';
import { PersonPane } from './person-pane.tsx';
import { usePeopleWords } from './words.ts';

const ageOf = ({ usersAt, holdingsAt }: LocationRow) => olderOf(usersAt, holdingsAt);
const isRead = ({ usersAt, holdingsAt }: LocationRow) => usersAt !== undefined && holdingsAt !== undefined;

const closePane = () => changeParams({ open: undefined });

/** Everybody of every location; a row opens its detail beside the list. */
export function PeopleScreen({ params, locations }: ScreenProps) {
  const t = usePeopleWords();
  const th = useHolderWords();
  const client = useHolderClient('user');
  const query = queryOf(params);
  const { answer, trouble, lists, rowAt, onRange, selection, untick } = useHolderTable(
    client,
    query,
    isPersonLine,
  );
  const [isListing, setListing] = useState(false);
  const filter = readPeopleFilter(params);
  const sort = readSort(params.get('sort') ?? 'email');
  const openKey = params.get('open');
  const columns = usePeopleColumns(openKey !== null);
  const { shown, hidden, setHidden } = useColumnChoice<PersonLine>(params, columns, hiddenAtFirst);
  const exported = useMemo(() => peopleExportColumns(locations), [locations]);
  const first = answer?.offset ?? 0;
  const openAt = answer?.rows.findIndex(({ key }) => key === openKey) ?? -1;

  // Half of a table must not be saved as if it were the whole.
  const exportButton = (name: string, asked: string) =>
    client &&
    answer?.isComplete && (
      <ExportButton<PersonLine>
        fileName={name}
        columns={exported}
        rows={() => exportRows(client, asked, isPersonLine)}
      />
    );

  return (
    <HolderScreenFrame
      title={t('title')}
      locations={locations}
      location={filter.location}
      ageOf={ageOf}
      isRead={isRead}
      answer={answer}
      trouble={trouble}
      client={client}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
      acts={
        <>
          <a className="button plain" href={writeRoute('/people/invitations', { location: filter.location })}>
            {t('invitations')}
          </a>
          <a className="button plain" href={writeRoute('/people/import', { location: filter.location })}>
            {t('import')}
          </a>
          <Button onPress={() => setListing(true)}>{t('lists')}</Button>
        </>
      }
    >
      <div className="beside">
        <div className="beside-list">
          <PeopleFilters
            filter={filter}
            answer={answer}
            lists={lists}
            acts={
              <>
                <ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />
                {exportButton('people', query)}
              </>
            }
          />
          <DataTable<PersonLine>
            label={t('title')}
            columns={shown}
            count={answer?.total ?? 0}
            rowAt={rowAt}
            minWidth={openKey === null ? peopleTableWidths.all : peopleTableWidths.beside}
            sort={sort}
            onSort={(column) => changeParams({ sort: writeSort(nextSort(sort, column)) })}
            openIndex={openAt < 0 ? -1 : first + openAt}
            onOpen={({ key }) => changeParams({ open: key })}
            onRange={onRange}
            selection={selection}
            empty={
              <>
                <p className="strong">{th('none.title')}</p>
                <p className="soft">{t('none.text', { count: answer?.all ?? 0 })}</p>
              </>
            }
          />
          <TickedBar
            count={answer?.ticked ?? 0}
            isAlone={filter.ticked}
            onAlone={(isAlone) => changeParams({ ticked: isAlone ? '1' : undefined })}
            onClear={() => {
              untick();
              changeParams({ ticked: undefined });
            }}
          >
            {client ? (
              <OrderMenu
                kinds={['grant', 'take-back', 'take-all-back', 'retire']}
                gather={async (kind) =>
                  partsOfPeople(
                    kind,
                    await allRows(
                      client,
                      withParams('', { ticked: '1', sort: writeSort(sort) }),
                      isPersonLine,
                    ),
                  )
                }
              />
            ) : null}
            {exportButton('people-ticked', withParams('', { ticked: '1', sort: writeSort(sort) }))}
          </TickedBar>
        </div>
        {openKey === null || !client ? null : (
          <PaneBoundary key={openKey} title={openKey.slice(openKey.indexOf('/') + 1)} onClose={closePane}>
            <PersonPane
              personKey={openKey}
              client={client}
              edition={answer?.edition ?? 0}
              locations={locations}
              onClose={closePane}
            />
          </PaneBoundary>
        )}
      </div>
      {isListing && client ? (
        <ListsDialog
          holders="user"
          client={client}
          lists={lists}
          onShow={(list) => {
            setListing(false);
            changeParams({ list });
          }}
          onClose={() => setListing(false)}
        />
      ) : null}
    </HolderScreenFrame>
  );
}

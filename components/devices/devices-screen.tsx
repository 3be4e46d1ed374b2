import { useMemo, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { queryOf, withParams } from '../holders/holder-query.ts';
import { ListsDialog } from '../holders/lists-dialog.tsx';
import type { DeviceLine } from '../holders/messages.ts';
import { PaneBoundary } from '../holders/pane.tsx';
import { HolderScreenFrame } from '../holders/screen-frame.tsx';
import { TickedBar } from '../holders/ticked-bar.tsx';
import {
  allRows,
  exportRows,
  isDeviceLine,
  useHolderClient,
  useHolderTable,
} from '../holders/use-holder-table.ts';
import { useHolderWords } from '../holders/words.ts';
import { partsOfDevices } from '../orders/gather.ts';
import { OrderMenu } from '../orders/order-menu.tsx';
import { Button } from '../ui/button.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import { ColumnChoice, useColumnChoice } from '../ui/table/column-choice.tsx';
import { nextSort, readSort, writeSort } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { deviceTableWidths, useDeviceColumns } from './device-columns.tsx';
import { deviceExportColumns } from './device-facts.ts';
import { DeviceFilters } from './device-filters.tsx';
import { DevicePane } from './device-pane.tsx';
import { useDeviceWords } from './words.ts';

const ageOf = ({ holdingsAt }: LocationRow) => holdingsAt;
const isRead = ({ holdingsAt }: LocationRow) => holdingsAt !== undefined;

const closePane = () => changeParams({ open: undefined });

/** Every serial number of every location and saved list; a row opens its detail beside the list. */
export function DevicesScreen({ params, locations }: ScreenProps) {
  const t = useDeviceWords();
  const th = useHolderWords();
  const client = useHolderClient('device');
  const query = queryOf(params);
  const { answer, trouble, lists, rowAt, onRange, selection, untick } = useHolderTable(
    client,
    query,
    isDeviceLine,
  );
  const [isListing, setListing] = useState(false);
  const sort = readSort(params.get('sort') ?? 'serial');
  const openKey = params.get('open');
  const columns = useDeviceColumns(openKey !== null, lists, locations);
  const { shown, hidden, setHidden } = useColumnChoice<DeviceLine>(params, columns);
  const exported = useMemo(() => deviceExportColumns(locations, lists), [locations, lists]);
  const first = answer?.offset ?? 0;
  const openAt = answer?.rows.findIndex(({ key }) => key === openKey) ?? -1;

  // Half of a table must not be saved as if it were the whole.
  const exportButton = (name: string, asked: string) =>
    client &&
    answer?.isComplete && (
      <ExportButton<DeviceLine>
        fileName={name}
        columns={exported}
        rows={() => exportRows(client, asked, isDeviceLine)}
      />
    );

  return (
    <HolderScreenFrame
      title={t('title')}
      locations={locations}
      location={params.get('location') ?? ''}
      ageOf={ageOf}
      isRead={isRead}
      answer={answer}
      trouble={trouble}
      client={client}
      empty={{ title: t('empty.title'), text: t('empty.text') }}
      acts={<Button onPress={() => setListing(true)}>{t('lists')}</Button>}
    >
      <div className="beside">
        <div className="beside-list">
          <DeviceFilters
            params={params}
            answer={answer}
            lists={lists}
            acts={
              <>
                <ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />
                {exportButton('devices', query)}
              </>
            }
          />
          <DataTable<DeviceLine>
            label={t('title')}
            columns={shown}
            count={answer?.total ?? 0}
            rowAt={rowAt}
            minWidth={openKey === null ? deviceTableWidths.all : deviceTableWidths.beside}
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
            isAlone={params.get('ticked') === '1'}
            onAlone={(isAlone) => changeParams({ ticked: isAlone ? '1' : undefined })}
            onClear={() => {
              untick();
              changeParams({ ticked: undefined });
            }}
          >
            {client ? (
              <OrderMenu
                kinds={['grant', 'take-back', 'take-all-back']}
                gather={async (kind) =>
                  partsOfDevices(
                    kind,
                    await allRows(
                      client,
                      withParams('', { ticked: '1', sort: writeSort(sort) }),
                      isDeviceLine,
                    ),
                    locations,
                    params.get('location') ?? '',
                  )
                }
              />
            ) : null}
            {exportButton('devices-ticked', withParams('', { ticked: '1', sort: writeSort(sort) }))}
          </TickedBar>
        </div>
        {openKey === null ? null : (
          <PaneBoundary key={openKey} title={openKey} onClose={closePane}>
            <DevicePane serial={openKey} locations={locations} onClose={closePane} />
          </PaneBoundary>
        )}
      </div>
      {isListing && client ? (
        <ListsDialog
          holders="device"
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

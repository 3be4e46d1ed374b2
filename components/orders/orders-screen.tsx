import { useMemo } from 'react';
import type { OrderRow } from '../../lib/cache/order-rows.ts';
import { changeParams, writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { Age } from '../ui/age.tsx';
import { DataText } from '../ui/data-text.tsx';
import { Empty } from '../ui/empty.tsx';
import { FilterBar } from '../ui/filter-bar.tsx';
import { Select } from '../ui/select.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { ActivityTab } from './activity-tab.tsx';
import { OrderPane } from './order-pane.tsx';
import { OrderState } from './order-state.tsx';
import { isUnfinished } from './outcomes.ts';
import { orderTitle } from './plan-text.ts';
import { useOrders } from './use-orders.ts';
import { useOrdersWords } from './words.ts';
import '../apps/apps.css';
import './orders.css';

/** All orders, and the log of what happened. */
export function OrdersScreen({ params, locations }: ScreenProps) {
  const t = useOrdersWords();
  const tab = params.get('tab') === 'activity' ? 'activity' : 'orders';
  return (
    <>
      <header className="screen-head">
        <h1>{t('title')}</h1>
        <a className="button plain" href={writeRoute('/orders/reconcile')}>
          {t('reconcile')}
        </a>
        <a
          className="button primary"
          href={writeRoute('/orders/new', { location: params.get('location') ?? '' })}
        >
          {t('new')}
        </a>
      </header>
      <Tabs
        label={t('tabs')}
        chosen={tab}
        onChoose={(id) => changeParams({ tab: id === 'orders' ? undefined : id, open: undefined })}
        tabs={[
          {
            id: 'orders',
            title: t('tab.orders'),
            content: <OrderList params={params} locations={locations} />,
          },
          { id: 'activity', title: t('tab.activity'), content: <ActivityTab params={params} /> },
        ]}
      />
    </>
  );
}

const shows = ['all', 'unfinished', 'failed'] as const;

function OrderList({ params, locations }: ScreenProps) {
  const t = useOrdersWords();
  const tc = useCommonWords();
  const orders = useOrders(params.get('location') ?? '');
  const openId = params.get('open');
  const show = shows.find((one) => one === params.get('show')) ?? 'all';
  const shown = useMemo(
    () =>
      orders?.filter(
        ({ state, tally }) => show === 'all' || (show === 'failed' ? tally.failed > 0 : isUnfinished(state)),
      ) ?? [],
    [orders, show],
  );
  const columns = useOrderColumns(openId !== null);
  if (!orders) {
    return (
      <p className="screen-body soft" role="status">
        {tc('loading')}
      </p>
    );
  }
  if (orders.length === 0) {
    return (
      <div className="screen-body">
        <Empty title={t('empty.title')}>
          <p>{t(locations.length > 0 ? 'empty.text' : 'empty.unlinked')}</p>
          <a href={writeRoute(locations.length > 0 ? '/orders/new' : '/tokens')}>
            {t(locations.length > 0 ? 'empty.act' : 'empty.unlinked.act')}
          </a>
        </Empty>
      </div>
    );
  }
  return (
    <div className="beside">
      <div className="beside-list">
        <FilterBar count={{ shown: shown.length, total: orders.length }}>
          <Select
            label={t('show')}
            isLabelHidden
            value={show}
            options={shows.map((value) => ({ value, text: t(`show.${value}`) }))}
            onChange={(value) => changeParams({ show: value === 'all' ? undefined : value })}
          />
        </FilterBar>
        <DataTable<OrderRow>
          label={t('title')}
          columns={columns}
          count={shown.length}
          rowAt={(index) => shown[index]}
          minWidth={openId === null ? 640 : 300}
          openIndex={shown.findIndex(({ id }) => id === openId)}
          onOpen={({ id }) => changeParams({ open: id })}
          empty={<p className="strong">{t('none')}</p>}
        />
      </div>
      {openId === null ? null : <OrderPane key={openId} id={openId} />}
    </div>
  );
}

function useOrderColumns(isBeside: boolean): Column<OrderRow>[] {
  const t = useOrdersWords();
  return useMemo(() => {
    const columns: Column<OrderRow>[] = [
      {
        id: 'title',
        title: t('col.order'),
        width: 'minmax(160px, 3fr)',
        cell: (order) => <DataText title={orderTitle(t, order)}>{orderTitle(t, order)}</DataText>,
      },
      {
        id: 'state',
        title: t('col.state'),
        width: '128px',
        cell: (order) => <OrderState order={order} />,
      },
      {
        id: 'location',
        title: t('col.location'),
        width: 'minmax(90px, 1fr)',
        cell: ({ locationName }) => <DataText>{locationName}</DataText>,
      },
      {
        id: 'done',
        title: t('col.done'),
        width: '80px',
        align: 'end',
        cell: ({ tally }) => writeNumber(tally.done),
      },
      {
        id: 'failed',
        title: t('col.failed'),
        width: '72px',
        align: 'end',
        cell: ({ tally }) => writeNumber(tally.failed),
      },
      {
        id: 'at',
        title: t('col.when'),
        width: '112px',
        cell: ({ createdAt }) => <Age at={createdAt} form="plain" />,
      },
    ];
    return isBeside ? columns.filter(({ id }) => id === 'title' || id === 'state') : columns;
  }, [t, isBeside]);
}

import { useMemo } from 'react';
import { useMedia } from '../data/use-media.ts';
import { Age } from '../ui/age.tsx';
import { useColumnChoice } from '../ui/table/column-choice.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import { CountCell, FlagCell, ForEverCell, LowCell, NameCell, sumsOf, UsedCell } from './asset-cells.tsx';
import type { AssetLine } from './asset-lines.ts';
import { useAppsWords } from './words.ts';

/** The least width of each column in CSS pixels, wide enough to cut no number, nor a heading of any language. */
const widths = {
  name: 160,
  id: 100,
  type: 56,
  pricing: 96,
  platforms: 112,
  total: 88,
  assigned: 88,
  available: 88,
  retired: 80,
  used: 116,
  device: 72,
  irrevocable: 104,
  // "3 emplacements"
  locations: 128,
  low: 100,
  age: 104,
} as const;
type ColumnId = keyof typeof widths;

const hiddenAtFirst = 'id.pricing.platforms.retired.age';
/** What stays while a detail stands beside the list. */
const besideDetail: readonly string[] = ['name', 'total', 'assigned', 'available', 'used'];
/** The same without room to spare, and on a narrow screen. */
const onNarrow: readonly string[] = ['name', 'total', 'assigned', 'available'];
/** Names that are cut look alike; the total follows from the others. */
const onNarrowest: readonly string[] = ['name', 'assigned', 'available'];

/**
 * The columns of Apps & Books and the choice of them; only the most needed ones where there is little room.
 * @param hasMarks whether a low mark was set: without one its column would take the room of the names for nothing
 */
export function useAssetColumns(params: URLSearchParams, isDetailOpen: boolean, hasMarks: boolean) {
  const all = useAllColumns();
  const isWide = useMedia('(min-width: 1400px)');
  const isNarrow = useMedia('(max-width: 760px)');
  const isNarrowest = useMedia('(max-width: 560px)');
  const { shown, hidden, setHidden } = useColumnChoice(
    params,
    all,
    hasMarks ? hiddenAtFirst : `${hiddenAtFirst}.low`,
  );
  const columns = useMemo(() => {
    if (isNarrow) return all.filter(({ id }) => (isNarrowest ? onNarrowest : onNarrow).includes(id));
    if (!isDetailOpen) return shown;
    return all.filter(({ id }) => (isWide ? besideDetail : onNarrow).includes(id));
  }, [isWide, isNarrow, isNarrowest, isDetailOpen, all, shown]);
  return {
    all,
    columns,
    hidden,
    setHidden,
    minWidth: isNarrow
      ? 400
      : 32 + columns.reduce((sum, { id }) => sum + (isColumnId(id) ? widths[id] : 0), 0),
    canChoose: !isNarrow && !isDetailOpen,
  };
}

const isColumnId = (id: string): id is ColumnId => id in widths;

function useAllColumns(): Column<AssetLine>[] {
  const t = useAppsWords();
  const tc = useCommonWords();
  return useMemo(() => {
    const column = (
      id: ColumnId,
      cell: Column<AssetLine>['cell'],
      more: Partial<Column<AssetLine>> = {},
    ) => ({
      id,
      title: t(`apps.col.${id}`),
      width: `${widths[id]}px`,
      sortable: true,
      cell,
      ...more,
    });
    const count = (id: 'total' | 'available' | 'retired') =>
      column(
        id,
        (line) => {
          const sums = sumsOf(line);
          return <CountCell value={sums[id]} unlimited={id === 'retired' ? 0 : sums.unlimited} />;
        },
        { align: 'end' },
      );
    const ofAsset = (line: AssetLine) => (line.part ?? line.group.parts[0]).asset;
    const unlessPart = (line: AssetLine, text: string) => (line.part ? '' : text);

    return [
      column('name', (line) => <NameCell {...line} />, {
        width: `minmax(${widths.name}px, 3fr)`,
        canHide: false,
      }),
      column('id', (line) => unlessPart(line, line.group.key.adamId)),
      column('type', (line) => unlessPart(line, tc(`asset.type.${ofAsset(line).productType}`))),
      column('pricing', (line) => unlessPart(line, tc(`asset.pricing.${line.group.key.pricingParam}`))),
      column('platforms', (line) => (
        <span className="clip">{ofAsset(line).supportedPlatforms.join(', ')}</span>
      )),
      count('total'),
      column('assigned', (line) => writeNumber(sumsOf(line).assigned), { align: 'end' }),
      count('available'),
      count('retired'),
      column('used', (line) => <UsedCell {...line} />),
      column('device', (line) => <FlagCell line={line} read={(asset) => asset.deviceAssignable} />),
      column('irrevocable', (line) => <ForEverCell {...line} />),
      column(
        'locations',
        ({ group: { parts }, part }) =>
          part ? (
            ''
          ) : (
            <span className="clip">
              {parts.length > 1 ? t('apps.locations', { count: parts.length }) : parts[0].locationName}
            </span>
          ),
        { width: `minmax(${widths.locations}px, 1fr)` },
      ),
      column('low', (line) => <LowCell {...line} />),
      column('age', ({ group, part }) => <Age at={part ? part.asset.asOf : group.asOf} form="plain" />),
    ];
  }, [t, tc]);
}

/** Invented licences for the kit's tables. */
export interface PlaceLine {
  key: number;
  place: string;
  total: number;
  assigned: number;
}
export interface AppLine {
  key: number;
  name: string;
  below: PlaceLine[];
}
export type Line = AppLine | PlaceLine;

const names = [
  'Pages',
  'Keynote',
  '=SUM(A1:A9)',
  'Goodnotes with a long name',
  'القراءة الممتعة',
  '数学の冒険',
];
const places = ['North Campus', 'South Campus', 'Library'];

export function lines(count: number): AppLine[] {
  return Array.from({ length: count }, (_, index) => ({
    key: index,
    name: `${names[index % names.length]} ${index + 1}`,
    below: places.slice(0, index % 4).map((place, at) => ({
      key: -(index * 4 + at) - 1,
      place,
      total: 100 + index,
      assigned: ((index + at) * 37) % 100,
    })),
  }));
}

const sum = (line: Line, field: 'total' | 'assigned') =>
  'place' in line ? line[field] : line.below.reduce((all, place) => all + place[field], 0);

export const nameOf = (line: Line): string => ('place' in line ? line.place : line.name);
export const totalCount = (line: Line): number => sum(line, 'total');
export const assignedCount = (line: Line): number => sum(line, 'assigned');

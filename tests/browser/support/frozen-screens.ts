/** What the screens must show of a frozen example, from its rows alone. */
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { readFrozen } from '../../unit/cache/frozen-database.ts';

const row = z.object({ uId: z.string() });
const Location = row.extend({
  locationName: z.string(),
  totals: z.object({
    assets: z.number(),
    total: z.number(),
    available: z.number(),
    assigned: z.number(),
  }),
});
const Asset = row.extend({
  adamId: z.string(),
  unlimited: z.boolean(),
  totalCount: z.number().default(0),
  availableCount: z.number().default(0),
  assignedCount: z.number(),
});
const User = row.extend({ clientUserId: z.string(), email: z.string() });
const Leaf = z.object({
  ids: z.string(),
  ends: z.instanceof(Uint32Array),
  starts: z.instanceof(Uint32Array),
});
const PersonNote = row.extend({ clientUserId: z.string(), name: z.string() });
const Order = z.object({
  locationName: z.string(),
  tally: z.object({ done: z.number(), failed: z.number() }),
});

type Line = Record<string, string>;

/** By the route of each screen: the lines of its table, of which some columns are told. */
export function expectedScreens(version: number): Record<string, Line[]> {
  const { tables } = readFrozen(version);
  const rows = <T>(schema: z.ZodType<T>, table: string) => z.array(schema).parse(tables[table] ?? []);
  const locations = rows(Location, 'locations');
  const users = rows(User, 'users');
  const notes = rows(PersonNote, 'personNotes');
  const nameOf = (uId: string) => locations.find((one) => one.uId === uId)?.locationName ?? '';
  return {
    '/overview': locations.map(({ uId, locationName, totals }) => ({
      Location: locationName,
      'Apps and books': `${totals.assets}`,
      Licences: `${totals.total}`,
      Assigned: `${totals.assigned}`,
      Available: `${totals.available}`,
      People: `${users.filter((user) => user.uId === uId).length}`,
    })),
    '/apps': appLines(rows(Asset, 'assets')),
    '/people': users.map(({ uId, clientUserId, email }) => ({
      'E-mail': email,
      Name: notes.find((note) => note.uId === uId && note.clientUserId === clientUserId)?.name ?? '–',
      'Client user id': clientUserId,
      Location: nameOf(uId),
    })),
    '/devices': deviceLines(rows(Leaf, 'leaves')),
    ...(tables.orders && {
      '/orders': rows(Order, 'orders').map(({ locationName, tally }) => ({
        Location: locationName,
        Done: `${tally.done}`,
        Failed: `${tally.failed}`,
      })),
    }),
  };
}

function appLines(assets: z.infer<typeof Asset>[]): Line[] {
  const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
  return [...Map.groupBy(assets, ({ adamId }) => adamId)].map(([adamId, own]) => {
    const isUnlimited = own.some(({ unlimited }) => unlimited);
    const count = (numbers: number[]) => (isUnlimited ? 'unlimited' : `${sum(numbers)}`);
    return {
      Name: `${adamId} No name in the store`,
      Total: count(own.map(({ totalCount }) => totalCount)),
      Assigned: `${sum(own.map(({ assignedCount }) => assignedCount))}`,
      Available: count(own.map(({ availableCount }) => availableCount)),
    };
  });
}

function deviceLines(leaves: z.infer<typeof Leaf>[]): Line[] {
  const licences = new Map<string, number>();
  for (const { ids, ends, starts } of leaves) {
    for (const [index, end] of ends.entries()) {
      const holder = ids.slice(ends[index - 1] ?? 0, end);
      if (!holder.startsWith('d')) continue;
      const held = (starts[index + 1] ?? 0) - (starts[index] ?? 0);
      licences.set(holder.slice(1), (licences.get(holder.slice(1)) ?? 0) + held);
    }
  }
  return [...licences].map(([serial, held]) => ({ 'Serial number': serial, Licences: `${held}` }));
}

const Lines = z.array(z.record(z.string(), z.string()));

/** The lines of the table of the open screen, by the headings of its columns. */
export const shownLines = async (page: Page) =>
  Lines.parse(await page.evaluate(`(${readTableInPage.toString()})()`));

function readTableInPage(): Line[] {
  const table = document.querySelector('main :is([role$=grid], table)');
  const all = (within: Element | null, selector: string) => [
    ...(within?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const text = ({ textContent }: Element) => textContent.replaceAll(/\s+/g, ' ').trim();
  const headings = all(table, '[role=columnheader], thead th').map(text);
  return all(table, '.table-body [role=row], tbody tr').map((line) =>
    Object.fromEntries(all(line, ':scope > *').map((cell, at) => [headings[at] ?? '', text(cell)])),
  );
}

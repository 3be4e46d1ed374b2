import { z } from 'zod';
import type { Exchange } from '../in-process-apple.ts';

const body = z.object({
  assets: z.array(z.object({ adamId: z.string() })).optional(),
  clientUserIds: z.array(z.string()).optional(),
  serialNumbers: z.array(z.string()).optional(),
  users: z.array(z.object({ clientUserId: z.string() })).optional(),
});
const answer = z.object({ eventId: z.string().optional(), eventStatus: z.string().optional() });

/**
 * Items that were sent again although nobody knew how the first time ended: neither was its event seen to end, nor
 * were the assignments or users read in between (design 2.5).
 */
export function findDoubleSends(exchanges: readonly Exchange[]): string[] {
  const open = new Map<string, { adamId: string | undefined; holder: string }>();
  const events = new Map<string, string[]>();
  const found: string[] = [];
  for (const exchange of exchanges) {
    const path = exchange.url.pathname.replace('/mdm/v2/', '');
    if (exchange.method === 'POST') send(path, exchange);
    else if (path === 'status') close(exchange);
    else if (path === 'assignments' || path === 'users') look(path, exchange);
  }
  return found;

  function send(path: string, { body: text, answer: reply }: Exchange): void {
    const names: string[] = [];
    for (const item of itemsOf(text)) {
      const name = `${path} ${item.adamId ?? ''} ${item.holder}`;
      if (open.has(name)) found.push(name);
      names.push(name);
    }
    // Refused as a whole (reference 0.3): nothing is open. Whatever was no answer may have been done.
    if (reply && isRefusal(reply)) return;
    for (const [index, name] of names.entries()) {
      const item = itemsOf(text)[index];
      if (item) open.set(name, item);
    }
    const { eventId } = parse(reply);
    if (eventId !== undefined) events.set(eventId, names);
  }

  function close({ url, answer: reply }: Exchange): void {
    const { eventStatus } = parse(reply);
    if (eventStatus !== 'COMPLETE' && eventStatus !== 'FAILED') return;
    for (const name of events.get(url.searchParams.get('eventId') ?? '') ?? []) open.delete(name);
  }

  function look(path: string, { url, answer: reply }: Exchange): void {
    if (reply?.status !== 200 || url.searchParams.has('sinceVersionId')) return;
    const { searchParams: query } = url;
    const serial = query.get('serialNumber');
    const holder = serial === null ? query.get('clientUserId') : serial;
    for (const [name, item] of open) {
      const isOfPeople = name.startsWith('users/');
      if (isOfPeople !== (path === 'users')) continue;
      if (holder !== null && item.holder !== holder) continue;
      if (query.has('adamId') && item.adamId !== query.get('adamId')) continue;
      open.delete(name);
    }
  }
}

function itemsOf(text: string): { adamId: string | undefined; holder: string }[] {
  const { assets, clientUserIds = [], serialNumbers = [], users = [] } = body.parse(JSON.parse(text));
  const holders = [...clientUserIds, ...serialNumbers, ...users.map(({ clientUserId }) => clientUserId)];
  if (!assets) return holders.map((holder) => ({ adamId: undefined, holder }));
  return assets.flatMap(({ adamId }) => holders.map((holder) => ({ adamId, holder })));
}

function isRefusal({ status, text }: NonNullable<Exchange['answer']>): boolean {
  if (text.startsWith('<') || text.includes('9603')) return false;
  return (status >= 400 && status < 500) || text.includes('9729');
}

function parse(reply: Exchange['answer']): z.infer<typeof answer> {
  if (reply?.status !== 200 || reply.text.startsWith('<')) return {};
  return answer.parse(JSON.parse(reply.text));
}

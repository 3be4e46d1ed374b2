import type { AppleState } from '../apple/call.ts';
import { acceptInvitation } from '../apple/people.ts';
import type { HostHandler } from '../host-handler.ts';

const path = '/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount';

/** `buy.itunes.apple.com`: where an invited person signs in (reference 11.2). */
export function createInvitationHost(state: AppleState): HostHandler {
  return ({ method, url, body }, response) => {
    const reply = (status: number, text: string): void => {
      response
        .writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<!doctype html><meta charset="utf-8"><title>Invitation</title>${text}`);
    };
    const code = url.searchParams.get('inviteCode') ?? '';
    if (url.pathname !== path) return reply(404, '<p>Not Found</p>');
    const invited = findInvitation(state, code);
    if (!invited) return reply(404, '<p>This invitation is not valid or was used.</p>');
    if (method === 'GET') return reply(200, form);
    const account = new URLSearchParams(body.toString('utf8')).get('account') ?? '';
    if (!account.includes('@')) return reply(400, `<p>Enter an Apple Account.</p>${form}`);
    const refused = acceptInvitation(invited.location, state.config, invited.record, account);
    if (refused !== undefined) return reply(400, '<p>This Apple Account is tied to another invitation.</p>');
    return reply(200, '<p>You are enrolled.</p>');
  };
}

export function findInvitation(state: AppleState, code: string) {
  for (const location of state.locations.values()) {
    const record = code === '' ? undefined : location.users.getByInviteCode(code);
    if (record !== undefined) return { location, record };
  }
  return undefined;
}

const form =
  '<form method="post"><label>Apple Account <input name="account" type="email"></label><button>Accept</button></form>';

import { z } from 'zod';
import { toBase64 } from '../../platform/base64.ts';
import { AppError } from '../../platform/errors.ts';
import { expectOk, readJson, withoutSecrets } from './answers.ts';
import type { ConnectorReach } from './connector.ts';

interface EntraApp {
  /** Up to and with "/oauth2/v2.0". */
  authority: string;
  clientId: string;
  scope: string;
}
const access = z.object({ access_token: z.string().min(1), expires_in: z.number() });

/**
 * Code with PKCE for a single-page application (reference 2.1, "Auth"): no secret is kept, and the refresh token that
 * comes along is not read.
 * @throws AppError sign-in-cancelled, mdm-sign-in (details.reason: Entra's own code), and what `send` throws
 */
export async function signInToEntra(app: EntraApp, reach: ConnectorReach, signal?: AbortSignal) {
  const verifier = randomText();
  const state = randomText();
  const redirect = reach.redirectUri();
  const question = new URLSearchParams({
    client_id: app.clientId,
    response_type: 'code',
    redirect_uri: redirect,
    scope: app.scope,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: 'S256',
    state,
    prompt: 'select_account',
  });
  const code = codeIn(await reach.signIn(`${app.authority}/authorize?${question}`, signal), state);
  const form = {
    client_id: app.clientId,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirect,
    code_verifier: verifier,
    scope: app.scope,
  };
  const answer = await reach.send(
    { method: 'POST', url: `${app.authority}/token`, body: new URLSearchParams(form) },
    signal,
  );
  expectOk(answer, { role: app.scope, now: reach.clock.now(), codes: { 400: 'mdm-sign-in' } });
  const { access_token: token, expires_in: seconds } = readJson(answer, access);
  return { token, seconds };
}

function codeIn(address: string, state: string): string {
  const answer = new URL(address).searchParams;
  const error = answer.get('error');
  if (error === 'access_denied') throw new AppError('sign-in-cancelled');
  // Another sign-in than ours would sign the admin in as somebody else.
  const code = answer.get('state') === state ? answer.get('code') : null;
  if (code === null) throw new AppError('mdm-sign-in', { reason: withoutSecrets(error ?? 'state') });
  return code;
}

const randomText = () => toUrlText(crypto.getRandomValues(new Uint8Array(32)));

async function challengeOf(verifier: string): Promise<string> {
  return toUrlText(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

const toUrlText = (bytes: Uint8Array) =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

import { expect, it } from 'vitest';
import { fieldFaults } from '../../simulator/mdm/zentral.ts';
import { startTestSimulator } from './harness.ts';

const boundary = `${'-'.repeat(8)}OrchardistFormBoundary`;

it('Zentral’s form tells what is wrong inside a token by its field, and keeps the old one', async () => {
  const { ask, mdm, tokens } = await startTestSimulator();
  const { zentral } = mdm;
  const host = 'zentral.example.org';
  const path = `/mdm/locations/${zentral.add({ locationName: 'Head Office' }).id}/update/`;
  const cookie = `sessionid=${zentral.settings.session}`;
  const csrf = /csrfmiddlewaretoken" value="(\w+)"/.exec(
    (await ask(path, { host, headers: { cookie } })).text,
  )?.[1];
  const part = (name: string, text: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const token = Object.values(tokens)[0] ?? '';
  const file = part('server_token_file"; filename="t.vpptoken', token);
  const headers = {
    cookie,
    origin: `https://${host}`,
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const body = `${part('csrfmiddlewaretoken', csrf ?? '')}${file}--${boundary}--\r\n`;
  const save = () => ask(path, { host, method: 'POST', headers, body });
  for (const fault of ['client', 'organization', 'field', 'no-date', 'date'] as const) {
    zentral.settings.fieldFault = fault;
    expect(await save()).toMatchObject({ status: 200, text: expect.stringContaining(fieldFaults[fault]) });
    expect(zentral.records[0]?.token).toBe('old');
  }
  zentral.settings.fieldFault = undefined;
  expect((await save()).status).toBe(302);
  expect(zentral.records[0]?.token).toBe(token);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { Browser, authorizeUrl } from '../../integration/oauth/browser.js';
import {
  ownApp,
  CALLBACK,
  newOwner,
  type Owner,
  PASSWORD,
  startAccounts,
} from '../account/fixture.js';

/** What a person is told of an app before allowing it anything. */
describe('the consent page', () => {
  let server: TestServer;
  let owner: Owner;
  let path: string;
  beforeAll(async () => {
    server = await startAccounts();
    owner = await newOwner(server);
    path = `apps/${await ownApp(owner)}/oauth-clients`;
  });
  afterAll(() => server.stop());

  const client = { client_name: 'Tide tables', redirect_uris: [CALLBACK], scope: 'openid profile' };
  /** Texts of the page, as they are read. */
  const consentTo = async (clientId: string): Promise<string> => {
    const browser = new Browser({ url: `http://localhost:${server.port}` });
    const login = await browser.open(authorizeUrl(clientId, { scope: 'openid profile' }));
    const { username } = owner;
    const page = await browser.submit(login, { username, password: PASSWORD });
    expect(page.text).toContain('id="consent-deny"');
    expect(page.text).toContain('id="consent-allow"');
    return page.text.replace(/<[^>]*>/g, '');
  };

  it('says that nobody has checked an app which its owner registered or changed, until an administrator has', async () => {
    const { body } = await owner.call('POST', `/account/${path}`, client);
    const clientId = String(body['client_id']);
    const text = await consentTo(clientId);
    expect(text).toContain(`Registered by ${owner.username} on`);
    expect(text).toContain('Unverified');
    expect(text).toContain('You will then be taken to client.example.');
    expect(text).toContain(`Signed in as ${owner.username}`);

    const name = { client_name: 'Tide tables' };
    expect((await server.admin('PATCH', `/admin/${path}/${clientId}`, name)).status).toBe(200);
    expect(await consentTo(clientId)).not.toContain('Unverified');

    const changed = await owner.call('PATCH', `/account/${path}/${clientId}`, {
      client_name: 'The bank',
    });
    expect(changed.status).toBe(200);
    expect(await consentTo(clientId)).toContain('Unverified');
  });

  it('says by whom and for whom an administrator registered an app', async () => {
    const { body } = await server.admin('POST', `/admin/${path}`, client);
    const text = await consentTo(String(body['client_id']));
    expect(text).toContain(
      `Registered by an administrator of this server for ${owner.username} on`,
    );
    expect(text).not.toContain('Unverified');
  });
});

import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeEach, expectClean, signIn, startBareWorld, textsOf } from './harness.js';

const PASSWORD = 'seven green boats sail';

describeEach(({ width, language }) => {
  const { home } = textsOf(language);
  let world: Awaited<ReturnType<typeof startBareWorld>>;
  beforeAll(async () => {
    const env = { OSTIARY_ADMIN_USERNAME: '', OSTIARY_ADMIN_PASSWORD: '' };
    world = await startBareWorld({ env });
  });
  afterEach(() => world.closePages());
  afterAll(() => world?.stop());

  it('the setup link of the boot leads over the first administrator to the checklist', async () => {
    const output = world.server.output();
    expect(output).toContain(`${world.url('/console')}\n`);
    const link = /http:\/\/\S+\/setup#token=\S+/.exec(output)?.[0] ?? '';
    const page = await world.openPage({ width, language });

    // Whoever comes first without the link gets nothing: the form asks for the token.
    await page.goto(world.url('/setup'));
    await page.locator('#token').waitFor();
    await expectClean(page);

    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('#username').fill('alice');
    await page.locator('#password').fill(PASSWORD);
    await page.locator('#setup-submit').click();
    const next = page.locator('#to-console');
    await next.waitFor();
    await expectClean(page);
    await next.click();
    await signIn(page, { id: '', username: 'alice', password: PASSWORD });
    await page.getByRole('heading', { level: 1, name: home.title }).waitFor();
    await page.getByRole('button', { name: `${home.steps.api.title} ${home.next}` }).waitFor();
    await expectClean(page);

    const again = await world.openPage({ width, language });
    await again.goto(link);
    await again.locator('#to-console').waitFor();
    expect(await again.locator('form').count()).toBe(0);
    await again.goto(world.url('/'));
    await again.getByRole('link', { name: /Console|控制台/ }).waitFor();
    await expectClean(again);
  });
});

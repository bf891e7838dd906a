import { describe, expect, it } from 'vitest';
import { type ConsentProps, ConsentView } from './consent.view.js';
import { both, htmlOf, scope, textOf } from './views.fixture.js';

const CONSENT: ConsentProps = {
  action: '/interaction/x/confirm',
  csrf: { name: 'csrf', value: 'tie' },
  client: {
    name: 'Weather Board',
    ownerName: 'Acme',
    registeredAt: Date.UTC(2026, 2, 3),
    registeredBy: 'admin',
  },
  redirectHost: 'board.example.com',
  account: { username: 'maria', switchHref: '/interaction/x/switch' },
  scopes: [
    scope('openid', null, { isGrantedBefore: true }),
    scope('read:a', 'Owners', { description: both('Read owners') }),
    scope('write:a', 'Owners', { description: both('Delete owners'), isSensitive: true }),
  ],
  claims: [],
  isAskedEachTime: false,
  revokeHref: null,
};

describe('ConsentView', () => {
  const text = textOf(htmlOf(ConsentView(CONSENT)));

  it('says who asks, who registered it, for whom and when', () => {
    expect(text).toContain('Allow Weather Board to use your account?');
    const by = 'Registered by an administrator of this server';
    expect(text).toContain(`${by} for Acme on 3 March 2026`);
    const client = { ...CONSENT.client, ownerName: null };
    expect(textOf(htmlOf(ConsentView({ ...CONSENT, client })))).toContain(`${by} on 3 March 2026`);
  });

  it('says of a client of this server that it is one', () => {
    const client = { ...CONSENT.client, ownerName: null, registeredBy: 'server' as const };
    const own = textOf(htmlOf(ConsentView({ ...CONSENT, client })));
    expect(own).toContain('It is part of this server.');
    expect(own).not.toMatch(/Registered|Unverified/);
  });

  it('warns of a client that nobody has checked, and of no other', () => {
    expect(text).not.toContain('Unverified');
    const client = { ...CONSENT.client, registeredBy: 'other' as const };
    const unchecked = textOf(htmlOf(ConsentView({ ...CONSENT, client })));
    expect(unchecked).toContain('Registered by Acme on 3 March 2026');
    expect(unchecked).toContain('Unverified');
  });

  it('says where it leads, for whom, how long it lasts and who can end it', () => {
    expect(text).toContain('You will then be taken to board.example.com.');
    expect(text).toContain('Signed in as maria');
    expect(text).toContain('ends when it has not been used for a year');
    expect(text).toContain('through your account (/account/authorized-apps)');
    const html = htmlOf(ConsentView({ ...CONSENT, isAskedEachTime: true, revokeHref: '/console' }));
    expect(textOf(html)).toContain('You will be asked again each time');
    expect(textOf(html)).not.toContain('remembered');
    expect(html).toContain('<a href="/console">authorised apps</a>');
  });

  it('lists what is sensitive first and what was allowed before last, in plain words', () => {
    const order = ['Delete owners', 'Read owners', 'Know who you are'].map((words) =>
      text.indexOf(words),
    );
    expect(order).not.toContain(-1);
    expect([...order].sort((left, right) => left - right)).toEqual(order);
    expect(text).toMatch(/Delete owners\s*write:a on Owners\s*Sensitive\s*New/);
    expect(text).toMatch(/Know who you are\s*openid on your account\s*Allowed before/);
  });

  it('calls nothing new while everything is', () => {
    const first = CONSENT.scopes.map((each) => ({ ...each, isGrantedBefore: false }));
    const marks = textOf(htmlOf(ConsentView({ ...CONSENT, scopes: first })));
    expect(marks).not.toMatch(/New|Allowed before/);
    expect(marks).toMatch(/Delete owners\s*write:a on Owners\s*Sensitive/);
  });

  it('does not let an API borrow the words of OpenID Connect', () => {
    const scopes = [scope('openid', 'Evil API', { description: both('Empty your account') })];
    const borrowed = textOf(htmlOf(ConsentView({ ...CONSENT, scopes })));
    expect(borrowed).toContain('Empty your account');
    expect(borrowed).not.toContain('Know who you are');
  });

  it('says in plain words of either language which facts are asked for one by one', () => {
    const claims = [
      { name: 'birthdate', isGrantedBefore: false },
      { name: 'website', isGrantedBefore: true },
    ];
    const view = ConsentView({ ...CONSENT, claims });
    expect(textOf(htmlOf(view))).toMatch(
      /See your date of birth\s*birthdate on your account\s*New/,
    );
    expect(textOf(htmlOf(view))).toMatch(/See your website\s*website on your account\s*Allowed/);
    expect(textOf(htmlOf(view, 'zh'))).toContain('查看您的出生日期');
  });

  it('shows a description in the language of the page', () => {
    const description = { en: 'Read owners', zh: '读取所有者' };
    const scopes = [scope('read:a', 'Owners', { description })];
    const view = ConsentView({ ...CONSENT, scopes });
    expect(textOf(htmlOf(view, 'zh'))).toContain('读取所有者');
    expect(textOf(htmlOf(view, 'zh'))).not.toContain('Read owners');
  });

  it('gives Deny and Allow the same look', () => {
    const html = htmlOf(ConsentView(CONSENT));
    const button = (decision: string): string =>
      `<button class="button" id="consent-${decision}" type="submit" name="decision" value="${decision}">`;
    expect(html).toContain(button('deny'));
    expect(html).toContain(button('allow'));
    expect(html).toContain('<form id="consent" method="post" action="/interaction/x/confirm"');
    expect(html).toContain('<input type="hidden" name="csrf" value="tie"/>');
  });

  it('drops marks that turn the reading direction from names', () => {
    const client = { ...CONSENT.client, name: 'Nice\u202Eppa\u2066\u200F' };
    const html = htmlOf(ConsentView({ ...CONSENT, client }));
    expect(html).not.toMatch(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    expect(html).toContain('<bdi>Niceppa</bdi>');
  });
});

import { describe, expect, it, vi } from 'vitest';

vi.stubGlobal('document', {
  querySelector: () => ({ content: '{"publicUrl":"https://door.example"}' }),
});
const { curlOf } = await import('./curl');

describe('a call as a command line', () => {
  it('lets the shell see nothing of what somebody has typed', () => {
    const line = curlOf({
      method: 'POST',
      path: '/admin/apps',
      body: { name: `it's $HOME \`id\`` },
    });
    expect(line).toContain(`--data '{"name":"it'\\''s $HOME \`id\`"}'`);
  });

  it('lets it put in what the reader knows', () => {
    const line = curlOf({ method: 'PATCH', path: '/a/$APP_ID/b', body: { password: '$PASSWORD' } });
    expect(line).toContain(`'https://door.example/a/'"$APP_ID"'/b'`);
    expect(line).toContain(`--data '{"password":"'"$PASSWORD"'"}'`);
    expect(line).toContain('Bearer $TOKEN"');
  });

  it('says when it takes the token of a person', () => {
    const line = curlOf({ method: 'POST', path: '/account/password', token: 'LOGIN_TOKEN' });
    expect(line).toContain('Bearer $LOGIN_TOKEN"');
  });
});

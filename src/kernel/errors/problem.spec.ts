import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { toProblem } from './problem.js';

const CONTEXT = {
  requestId: 'req_01',
  publicUrl: 'https://auth.example.com',
  instance: '/data',
};

describe('toProblem', () => {
  it('has the members of RFC 9457 and ours, and no empty ones', () => {
    expect(toProblem(new AppError('api_key_expired', { detail: 'It expired.' }), CONTEXT)).toEqual({
      type: 'https://auth.example.com/errors/api_key_expired',
      title: 'API key expired',
      status: 401,
      detail: 'It expired.',
      instance: '/data',
      code: 'api_key_expired',
      request_id: 'req_01',
      doc_url: 'https://auth.example.com/errors/api_key_expired',
    });
  });

  it('carries hint, field errors and further members', () => {
    const error = new AppError('bad_credentials', {
      hint: 'Try again.',
      errors: [{ pointer: '#/name', detail: 'is too long' }],
      members: { msg: 'Bad username or password' },
    });
    expect(toProblem(error, CONTEXT)).toMatchObject({
      hint: 'Try again.',
      errors: [{ pointer: '#/name', detail: 'is too long' }],
      msg: 'Bad username or password',
    });
  });

  it('does not let a further member replace a standard one', () => {
    const error = new AppError('not_found', { members: { status: 200, code: 'fine', type: 'x' } });
    expect(toProblem(error, CONTEXT)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('never contains what is internal', () => {
    const error = new AppError('server_error', { internal: 'canary', cause: new Error('canary') });
    expect(JSON.stringify(toProblem(error, CONTEXT))).not.toContain('canary');
  });
});

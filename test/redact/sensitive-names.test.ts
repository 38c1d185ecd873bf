import { describe, expect, it } from 'vitest';
import { sensitivityOfName } from '../../src/redact/sensitive-names.ts';

describe('names of fields', () => {
  it.each([
    ['password', 'password'],
    ['user[password]', 'password'],
    ['newPassword2', 'password'],
    ['passwd', 'password'],
    ['Kennwort', 'password'],
    ['api_key', 'key'],
    ['x-api-key', 'key'],
    ['X-Amz-Signature', 'signature'],
    ['accessToken', 'token'],
    ['csrfmiddlewaretoken', 'token'],
    ['__RequestVerificationToken', 'token'],
    ['PHPSESSID', 'token'],
    ['otp', 'otp'],
    ['security-code', 'otp'],
    ['cardNumber', 'card'],
    ['client_secret', 'credential'],
    ['AWS_SECRET_ACCESS_KEY', 'password'],
    ['ssn', 'identity'],
    ['iban', 'account'],
  ])('%s holds a secret', (name, label) => {
    expect(sensitivityOfName(name)?.label).toBe(label);
  });

  it.each([
    'max_tokens',
    'input_token_count',
    'token_type',
    'password_policy',
    'passwordResetUrl',
    'error_code',
    'status_code',
    'author',
    'keyboard',
    'passenger',
    'compass',
    'element_id',
    'browser_session_type',
    'cookie_consent',
    'has_password',
    'credential_id',
    'design',
    'pinned',
    'key',
    'code',
    'page',
    'totp_identifier',
  ])('%s holds none', (name) => {
    expect(sensitivityOfName(name)).toBeUndefined();
  });
});

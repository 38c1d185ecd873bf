import { describe, expect, it } from 'vitest';
import { readApiKey, readBaseUrl, readRunId } from '../../src/acquire/base-url.ts';

describe('readBaseUrl', () => {
  it.each([
    ['http://localhost:8000', 'http://localhost:8000/'],
    ['http://localhost:8000/api/v1/', 'http://localhost:8000/'],
    ['https://api.skyvern.com/v1', 'https://api.skyvern.com/'],
    ['https://host.test/skyvern/', 'https://host.test/skyvern/'],
    [' localhost:8000 ', 'http://localhost:8000/'],
  ])('reads %s as %s', (text, expected) => {
    expect(readBaseUrl(text).href).toBe(expected);
  });

  it.each(['ftp://host', 'http://', 'http://['])('refuses %s', (text) => {
    expect(() => readBaseUrl(text)).toThrow(/base-url/);
  });
});

describe('readRunId', () => {
  it.each([
    ['tsk_1', 'tsk_1'],
    ['tsk_v2_77', 'tsk_v2_77'],
    ['https://app.skyvern.com/runs/wr_5/overview', 'wr_5'],
    ['http://localhost:8080/tasks/tsk_9?tab=steps', 'tsk_9'],
    ['https://app.skyvern.com/workflows/wpid_1/wr_8', 'wr_8'],
  ])('finds the id in %s', (text, expected) => {
    expect(readRunId(text)).toBe(expected);
  });

  it.each(['', 'stp_1', 'a_1', 'tsk_', 'wpid_1'])('refuses %j', (text) => {
    expect(() => readRunId(text)).toThrow(/no run id/);
  });
});

describe('readApiKey', () => {
  it.each(['key', ' key\n', '"key"', "'key'", 'Bearer key'])('takes %j for key', (text) => {
    expect(readApiKey(text)).toBe('key');
  });
});

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CLIENT } from '../../../src/reporters/html/client.ts';
import { CLIENT_HASH, STYLE_HASH } from '../../../src/reporters/html/content-hashes.ts';
import { STYLE } from '../../../src/reporters/html/style.ts';

const hashOf = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

test('the policy of the page allows exactly its own style and script', () => {
  expect({ STYLE_HASH, CLIENT_HASH }).toEqual({
    STYLE_HASH: hashOf(STYLE),
    CLIENT_HASH: hashOf(CLIENT),
  });
});

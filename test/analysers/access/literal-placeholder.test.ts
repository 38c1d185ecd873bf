import { expect, test } from 'vitest';
import { literalPlaceholder } from '../../../src/analysers/access/literal-placeholder.ts';
import { networkWith } from '../../support/network-builder.ts';
import { runWith, stepWith } from '../../support/run-builder.ts';

function codes(value: string): readonly string[] {
  const login = { method: 'POST', postParams: [{ name: 'password', value }] };
  const result = literalPlaceholder.run(
    runWith({ steps: [stepWith()], network: networkWith([login]) }),
  );
  return 'cannotTell' in result ? [] : result.map(({ code }) => code);
}

test('a placeholder that reached the site had no secret behind it', () => {
  expect(codes('placeholder_aB3x_password')).toEqual(['access.credential_unavailable']);
});

test.each(['hunter2', '[REDACTED_SECRET]', 'placeholder'])('%s is no placeholder', (value) => {
  expect(codes(value)).toEqual([]);
});

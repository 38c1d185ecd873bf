import { describe, expect, test } from 'vitest';
import { resolvePlaceholders } from '../../src/links/index.ts';
import { actionWith } from '../support/run-builder.ts';
import {
  BILL,
  BILL_KEY,
  gotoAction,
  INVENTED_KEY,
  onlyUse,
  plan,
  runOfOneCall,
  token,
} from './link-run.ts';

describe('a key that nobody knows', () => {
  test('in GOTO_URL is invented, rendered to nothing, and opens nothing', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(INVENTED_KEY)),
          rendered: plan('url', ''),
          actions: [gotoAction({ type: 'null_action' })],
        }),
      ),
    );
    expect(use).toMatchObject({
      link: { kind: 'invented' },
      rendering: { kind: 'emptied' },
      fate: { kind: 'dropped-null-action', reason: 'empty-url' },
    });
  });

  test('in typed text leaves the field empty', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('text', token(INVENTED_KEY), 'INPUT_TEXT'),
          rendered: plan('text', '', 'INPUT_TEXT'),
          actions: [actionWith({ type: 'input_text', text: '' })],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'rendered-empty' });
  });

  test('in extracted output leaves it empty', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: { link: token(INVENTED_KEY) },
          rendered: { link: '' },
          call: { kind: 'extract-information' },
        }),
      ),
    );
    expect(use).toMatchObject({ role: 'extract', fate: { kind: 'rendered-empty' } });
  });

  test('without any rendering is taken as it stands', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('text', token(INVENTED_KEY), 'INPUT_TEXT'),
          actions: [actionWith({ type: 'input_text', text: token(INVENTED_KEY) })],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'left-literal' });
  });

  test('one digit off a known key is mistyped, and the address that was meant is told', () => {
    const wrong = `${BILL_KEY.slice(0, -1)}${BILL_KEY.endsWith('0') ? '1' : '0'}`;
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ parsed: plan('url', token(wrong)), rendered: plan('url', '') }),
      ),
    );
    expect(use.link).toEqual({
      kind: 'mistyped',
      nearestKey: BILL_KEY,
      distance: 1,
      equalPrefixLength: 64,
      meantUrl: BILL,
    });
  });

  test('with a digit too many stays in the text, since Skyvern does not take it for a key', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(`${BILL_KEY}0`)),
          rendered: plan('url', token(`${BILL_KEY}0`)),
          actions: [gotoAction({ type: 'null_action' })],
        }),
      ),
    );
    expect(use).toMatchObject({
      form: 'malformed-key',
      link: { kind: 'mistyped', distance: 1 },
      fate: { kind: 'dropped-null-action', reason: 'not-a-url' },
    });
  });

  test('that a prompt offered, but no map explains, is not the fault of the model', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(INVENTED_KEY)),
          prompt: `<a href="${token(INVENTED_KEY)}">`,
        }),
      ),
    );
    expect(use.link).toEqual({ kind: 'unmapped', offeredInCall: 0 });
  });
});

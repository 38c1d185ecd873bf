import { asText } from '../../support/unknown.ts';
import { citeText, type Evidence } from '../evidence.ts';
import type { ElementNode, HtmlPage } from '../run.ts';
import type { PageState } from './page-states.ts';

const CODE_FIELD =
  /one-time-code|\b(?:otp|totp|mfa|2fa)\b|verification.?code|auth(?:enticator)?.?code|security.?code|passcode/i;

/** Where a page takes a one-time code. */
export function codeField(state: PageState): Evidence | undefined {
  const { snapshot, page } = state;
  const cells = codeCells(page);
  const named = page?.elements.find((element) => {
    if (
      element.tagName !== 'input' ||
      element.isHidden ||
      ['password', 'hidden', 'checkbox'].includes(element.attributes['type'] ?? '')
    )
      return false;
    return CODE_FIELD.test(
      ['autocomplete', 'name', 'id', 'aria-label', 'placeholder']
        .map((key) => element.attributes[key] ?? '')
        .join(' '),
    );
  });
  const field = named ?? cells[0];
  return snapshot === undefined || field === undefined
    ? undefined
    : citeText(snapshot.document, field, 'the field for the one-time code');
}

/** One field for each digit. */
function codeCells(page: HtmlPage | undefined): HtmlPage['elements'] {
  const cells = (page?.elements ?? []).filter(
    ({ tagName, attributes, isHidden }) =>
      tagName === 'input' && !isHidden && attributes['maxlength'] === '1',
  );
  return cells.length >= 4 && cells.length <= 8 ? cells : [];
}

export function isCodeField(element: ElementNode | undefined): boolean {
  const attributes = element?.attributes ?? {};
  if (asText(attributes['type']) === 'password') return false;
  return CODE_FIELD.test(
    ['autocomplete', 'name', 'id', 'aria-label', 'placeholder']
      .map((key) => asText(attributes[key]) ?? '')
      .join(' '),
  );
}

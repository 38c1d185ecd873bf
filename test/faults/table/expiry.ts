import { sendBody, sendJson } from '../../support/fake-skyvern.ts';
import { sendRawAndReset } from '../raw-http.ts';
import { type Fault } from './fault.ts';
import { lost, fine, lengthOf, xml } from './answers.ts';

export const EXPIRY: readonly Fault[] = [
  ...(
    [
      [24, 403, '<Code>AccessDenied</Code><Message>Request has expired</Message>'],
      [28, 400, '<Code>ExpiredToken</Code>'],
      [28, 403, '<Code>AuthenticationFailed</Code>Signature not valid in the specified time frame'],
    ] as const
  ).map(([number, code, text]): Fault => ({
    number,
    title: `${String(code)} ${text.slice(6, 26)}`,
    place: 'storage',
    spoil: xml(code, text),
    once: fine,
    always: ['expired'],
    maxRequests: 4,
  })),
  {
    number: 28,
    title: 'content URL expired',
    row: { signed_url: '{api}/v1/artifacts/a_f28-sig/content?expiry=1&kid=k&sig=s' },
    spoil: (ask) =>
      ask.url.searchParams.has('sig')
        ? sendJson(ask.response, 403, { detail: 'Invalid or expired artifact URL' })
        : sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 26,
    title: 'drops in mid-download, then expired',
    place: 'storage',
    spoil: (ask, cut) =>
      ask.attempt % 2 === 1
        ? sendRawAndReset(ask, [lengthOf(ask.artifact.body)], ask.artifact.body.subarray(0, cut))
        : xml(403, 'Request has expired')(ask),
    once: fine,
    always: ['expired', 'failed'],
  },
  {
    number: 27,
    title: 'denied without a word of expiry',
    place: 'storage',
    spoil: xml(403, '<Code>AccessDenied</Code>'),
    once: fine,
    always: lost,
    maxRequests: 2,
  },
];

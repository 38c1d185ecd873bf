import { sendBody } from '../../support/fake-skyvern.ts';
import { type Fault } from './fault.ts';
import { lost, fine, status, redirect } from './answers.ts';

export const REDIRECTS: readonly Fault[] = [
  {
    number: 37,
    title: 'redirect on the same origin',
    spoil: redirect((ask) => (ask.url.search === '' ? `${ask.url.pathname}?again=1` : undefined)),
    once: fine,
    always: ['refused'],
  },
  {
    number: 37,
    title: 'redirect to another origin',
    spoil: (ask) =>
      ask.url.pathname.startsWith('/bucket')
        ? sendBody(ask.response, ask.artifact.body)
        : redirect((one) => `${one.server.storageUrl}/bucket/${one.artifact.id}`)(ask),
    once: fine,
    always: fine,
  },
  {
    number: 37,
    title: 'redirect loop',
    spoil: redirect((ask) => ask.url.pathname),
    once: fine,
    always: ['refused'],
  },
  ...(
    ['file:///etc/passwd', 'data:text/plain,hello', 'ftp://127.0.0.1/x', 'http://['] as const
  ).map((location): Fault => ({
    number: 37,
    title: `redirect to ${location.slice(0, 8)}`,
    spoil: redirect(() => location),
    once: ['refused'],
    always: ['refused'],
  })),
  {
    number: 37,
    title: 'redirect to nowhere',
    spoil: redirect(() => undefined),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 38,
    title: 'redirect away and back',
    spoil: (ask) =>
      ask.url.pathname.startsWith('/bucket')
        ? redirect((one) => `${one.server.apiUrl}/v1/artifacts/${one.artifact.id}/content`)(ask)
        : redirect((one) => `${one.server.storageUrl}/bucket/${one.artifact.id}`)(ask),
    once: lost,
    always: ['failed', 'refused'],
  },
  {
    number: 39,
    title: 'storage asks for a password and sets cookies',
    place: 'storage',
    spoil: status(401, {}, { 'www-authenticate': 'Basic realm="x"', 'set-cookie': 'id=1' }),
    once: lost,
    always: lost,
  },
  {
    number: 40,
    title: 'signed URL of the metadata service',
    row: { signed_url: 'http://169.254.169.254/latest/meta-data/' },
    spoil: status(404),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 40,
    title: 'signed URL with data:',
    row: { signed_url: 'data:text/plain,hello' },
    spoil: status(404),
    once: ['refused'],
    always: ['refused'],
  },
  {
    number: 1,
    title: 'connection refused',
    row: { signed_url: 'http://127.0.0.1:1/x' },
    spoil: status(404),
    once: lost,
    always: lost,
  },
  {
    number: 1,
    title: 'connection refused, content endpoint works',
    row: { signed_url: 'http://127.0.0.1:1/x' },
    spoil: (ask) => sendBody(ask.response, ask.artifact.body),
    once: fine,
    always: fine,
  },
  {
    number: 2,
    title: 'no such host',
    row: { signed_url: 'http://storage.invalid/x' },
    spoil: status(404),
    once: lost,
    always: lost,
  },
];

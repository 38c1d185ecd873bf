import type { Failure, NetworkTrouble } from './failure.ts';
import type { Observation } from './observation.ts';
import type { Policy } from './console-lines.ts';

/** How much a failure weighs by itself, and why a reader should care. */
export interface Significance {
  readonly base: number;
  readonly why: string;
}

const TROUBLE_WORDS = {
  dns: 'the host name could not be resolved',
  tls: 'the certificate or the encryption was refused',
  connection: 'the connection broke',
  timeout: 'the server did not answer in time',
  'redirect-loop': 'the site redirected in a circle',
  proxy: 'the proxy failed, maybe not the site',
  offline: 'there was no network',
  blocked: 'the browser blocked it',
  'bad-address': 'the browser refused the address itself',
  resources: 'the browser ran out of resources',
  websocket: 'the live connection was refused',
  unexplained: 'the browser gave no reason',
} as const satisfies Readonly<Record<NetworkTrouble, string>>;

const POLICY_WORDS = {
  cors: 'blocked by CORS: the other server does not allow this page to read its answer',
  csp: 'blocked by the Content Security Policy of the page',
  'mixed-content': 'blocked as mixed content: an https page may not load http',
  framing: 'the other site refuses to be shown inside a frame',
  'mime-type': 'refused because of its content type',
} as const satisfies Readonly<Record<Policy, string>>;

/** Statuses that tell more than their class. */
const STATUS_WORDS: ReadonlyMap<number, string> = new Map([
  [400, 'the server did not accept what was sent'],
  [401, 'the server wanted a sign-in: not signed in, or signed out again'],
  [402, 'the server wants to be paid'],
  [403, 'the server refused access'],
  [404, 'there is nothing at this address'],
  [405, 'the server does not take this method'],
  [407, 'the proxy wanted credentials'],
  [408, 'the server gave up waiting'],
  [409, 'what was sent conflicts with what the server has'],
  [410, 'it was there and is gone for good'],
  [413, 'what was sent is too large'],
  [415, 'the server does not take this type of content'],
  [419, 'the session or its form token has expired'],
  [422, 'the server rejected the values that were sent'],
  [423, 'it is locked'],
  [429, 'too many requests: the server is limiting the rate'],
  [451, 'withheld for legal reasons, often by country'],
  [502, 'a server in front got no good answer from the one behind'],
  [503, 'the server is unavailable, overloaded or under maintenance'],
  [504, 'a server in front waited too long for the one behind'],
]);

export function significanceOf(observation: Observation): Significance {
  return { base: baseWeight(observation), why: `${subject(observation)}; ${reason(observation)}` };
}

function baseWeight({ isTopDocument, isSubmit, isFrame, isScript, resource }: Observation): number {
  if (isTopDocument) return 1;
  if (isSubmit) return 0.95;
  if (isFrame) return 0.7;
  if (isScript) return 0.75;
  if (resource === 'xhr' || resource === 'eventsource' || resource === 'websocket') return 0.65;
  return 0.3;
}

function subject(observation: Observation): string {
  const { isTopDocument, isFrame, isScript, isSubmit, resource, trigger } = observation;
  if (isTopDocument) return isSubmit ? 'the form was sent in vain' : 'the page itself did not come';
  if (isSubmit) return submitSubject(observation);
  if (isFrame) return 'a frame of the page stayed empty';
  if (isScript) return 'code of the page is missing, it may stay blank or dead';
  if (resource === 'websocket') return 'the page may not update';
  return trigger === 'action' ? 'the action got no data' : 'data of the page is missing';
}

/** A status is an answer: what was sent did arrive. */
function submitSubject({ trigger, failure }: Observation): string {
  const what = trigger === 'action' ? 'what the action sent' : 'what the page sent';
  return `${what} ${failure.kind === 'status' ? 'was not accepted' : 'may not have arrived'}`;
}

function reason({ failure, policy, challenge }: Observation): string {
  if (challenge?.signal === 'block') {
    return `${challenge.vendor} stopped it as a suspected bot (${challenge.seen})`;
  }
  return policy === undefined ? failureReason(failure) : POLICY_WORDS[policy];
}

function failureReason(failure: Failure): string {
  switch (failure.kind) {
    case 'status':
      return STATUS_WORDS.get(failure.status) ?? statusClass(failure.status);
    case 'network':
      return TROUBLE_WORDS[failure.trouble];
    case 'aborted':
      return 'it was given up before an answer came, as after a timeout';
    case 'cut-short':
      return 'the answer broke off in the middle';
    case 'refused-answer':
      return 'the browser refused the answer';
    case 'no-answer':
      return 'no answer was recorded';
  }
}

function statusClass(status: number): string {
  return status >= 500 ? 'the server failed' : 'the server refused the request';
}

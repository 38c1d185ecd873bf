import { elementName } from '../../run/describe-action.ts';
import { citeExchange } from '../../run/evidence.ts';
import { invalidFields, type InvalidField } from '../../run/facts/invalid-fields.ts';
import { speaksOf, topicOf, type Topic } from '../../run/facts/lexicon.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { exchangesOf, isSubmit, isWrite } from '../../run/facts/submit.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The page refused what was entered: a message that was not there before the submit, a field newly marked as wrong, or a 400/422 with such a
 * message. Texts that speak of logins, sessions, outages or missing results belong to other causes; a message that is gone at the end was overcome.
 */
export const formValidation = defineAnalyser({
  id: 'page.form_validation',
  needs: ['steps'],
  findings: { 'page.form_validation': SHARED_CAUSES['page.form_validation'] },
  run: (run) => {
    const messages = newMessages(run).filter(
      (message) => isRefusal(message) || isAnswerToInput(run, message),
    );
    const fields = invalidFields(run);
    const best = messages.toSorted((a, b) => weight(b, fields) - weight(a, fields))[0];
    if (best !== undefined) return [messageFinding(run, best, fields)];
    const [field] = fields;
    return field === undefined ? [] : [fieldFinding(field, fields)];
  },
});

/** Topics that make a message somebody else's. */
const OTHERS: readonly Topic[] = [
  'login-rejected',
  'account-locked',
  'session-ended',
  'code-rejected',
  'maintenance',
  'out-of-service',
  'server-error',
  'timed-out',
  'form-token',
  'captcha',
  'rate-limit',
  'permission',
  'bot-check',
  'not-found',
  'geo-block',
  'paywall',
  'loading',
  'one-time-code',
  'empty',
  'unavailable',
];

function isRefusal({ text, action }: NewMessage): boolean {
  if (!text.isMessage && !speaksOf(text.text, 'validation')) return false;
  if (text.isHeading && !text.isMessage) return false;
  // Typing and choosing bring messages too: many forms check a field when it is left.
  const isAfterInput =
    action === undefined ||
    isSubmit(action) ||
    ['input_text', 'select_option', 'checkbox', 'click', 'upload_file'].includes(action.type);
  if (!isAfterInput) return false;
  if (speaksOf(text.text, 'validation')) return topicOf(text.text, OTHERS) === undefined;
  return topicOf(text.text, [...OTHERS, 'confirmation', 'generic-error']) === undefined;
}

/** Whatever the words: a message that comes with a 422 speaks of the input. */
function isAnswerToInput(run: Run, { text, action, step }: NewMessage): boolean {
  if (action === undefined || !text.isMessage) return false;
  return exchangesOf(run, step, action).some(
    (exchange) => isWrite(exchange) && exchange.status === 422,
  );
}

function weight(message: NewMessage, fields: readonly InvalidField[]): number {
  const speaks = speaksOf(message.text.text, 'validation') ? 4 : 0;
  const marked = (message.text.isMessage ? 1 : 0) + (message.text.isError ? 1 : 0);
  const isFieldMarked = fields.some((field) => field.step === message.step) ? 1 : 0;
  return (message.isLasting ? 8 : 0) + speaks + marked + isFieldMarked;
}

function messageFinding(
  run: Run,
  message: NewMessage,
  fields: readonly InvalidField[],
): Finding<'page.form_validation'> {
  const marked = fields.filter((field) => field.step === message.step);
  const writes =
    message.action === undefined
      ? []
      : exchangesOf(run, message.step, message.action).filter(isWrite);
  const refused = writes.find(
    ({ status }) =>
      status === 400 ||
      status === 422 ||
      (status === 409 && speaksOf(message.text.text, 'validation')),
  );
  const cause =
    message.action?.element === undefined
      ? `step ${message.step.order}`
      : `the ${message.action.type.replaceAll('_', ' ')} on '${elementName(message.action.element) ?? '?'}'`;
  return {
    code: 'page.form_validation',
    title: `After ${cause} the page ${verbOf(message, marked)}: "${short(message.text.text)}"`,
    explanation: explain(message, refused, writes),
    bearing: {
      // A status that means "your input" together with the words for it leaves nothing open.
      tier: refused === undefined ? 'observed' : 'typed',
      confidence: confidenceOf(message, marked, refused, writes),
      persistence: message.isLasting ? 'persistent' : 'recovered',
    },
    step: message.step,
    atMs: message.first.snapshot?.capturedAtMs,
    locus: message.text.text,
    evidence: [
      message.text.cite('this text was not on the page before'),
      ...marked.slice(0, 2).map((field) => field.cite),
      ...(refused === undefined ? [] : [citeExchange(refused, 'the server refused the input')]),
    ],
  };
}

/** A message in words we do not know is no more than a message. */
function verbOf(message: NewMessage, marked: readonly InvalidField[]): string {
  return speaksOf(message.text.text, 'validation') || marked.length > 0
    ? 'refused the input'
    : 'showed a message';
}

function confidenceOf(
  message: NewMessage,
  marked: readonly InvalidField[],
  refused: Exchange | undefined,
  writes: readonly Exchange[],
): number {
  const speaks = speaksOf(message.text.text, 'validation');
  if (refused !== undefined && (speaks || marked.length > 0)) return 0.93;
  if (refused?.status === 422) return 0.91;
  if (speaks && (marked.length > 0 || message.text.isMessage)) return 0.86;
  // A request that failed for another reason explains the message better.
  if (writes.some((exchange) => exchange.status >= 400 || exchange.status < 0)) return 0.5;
  if (speaks) return 0.76;
  if (marked.length > 0) return 0.76;
  return message.text.isError ? 0.66 : 0.45;
}

function explain(
  message: NewMessage,
  refused: Exchange | undefined,
  writes: readonly Exchange[],
): string {
  const stays = message.isLasting
    ? 'The message is still there on the last page of the task.'
    : 'The message was gone later.';
  if (refused !== undefined)
    return `The server answered ${refused.status} and the page shows why. ${stays}`;
  return writes.length === 0
    ? `No request that hands something in left the browser: the page's own check stopped it. ${stays}`
    : stays;
}

function fieldFinding(
  field: InvalidField,
  fields: readonly InvalidField[],
): Finding<'page.form_validation'> {
  const names = fields
    .map(({ name }) => `'${name}'`)
    .slice(0, 4)
    .join(', ');
  return {
    code: 'page.form_validation',
    title: `The page marks ${fields.length === 1 ? 'the field' : 'the fields'} ${names} as wrong after step ${field.step.order}.`,
    explanation: 'The mark came with the input of this run; the page gives no text with it.',
    bearing: {
      tier: 'observed',
      confidence: 0.65,
      persistence: field.isLasting ? 'persistent' : 'recovered',
    },
    step: field.step,
    locus: names,
    evidence: [field.cite, ...fields.slice(1, 3).map(({ cite }) => cite)],
  };
}

function short(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 157)}…`;
}

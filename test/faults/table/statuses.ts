import { type Fault } from './fault.ts';
import { lost, fine, status, xml, inTwoSecondsByWrongClock } from './answers.ts';

export const STATUSES: readonly Fault[] = [
  {
    number: 19,
    title: '429 with Retry-After',
    spoil: status(429, { detail: 'slow down' }, { 'retry-after': '2' }),
    once: fine,
    always: lost,
  },
  {
    number: 20,
    title: '429 with a date by a clock three hours ahead',
    spoil: (ask) => status(429, {}, inTwoSecondsByWrongClock())(ask),
    once: fine,
    always: lost,
  },
  {
    number: 21,
    title: '429 for a day',
    spoil: status(429, {}, { 'retry-after': '86400' }),
    once: lost,
    always: lost,
    maxRequests: 1,
  },
  { number: 22, title: '429 without header', spoil: status(429), once: fine, always: lost },
  ...[500, 502, 503, 504].map((code): Fault => ({
    number: 23,
    title: String(code),
    spoil: status(code, { error: 'Unexpected error: X' }),
    once: fine,
    always: lost,
    maxRequests: 8,
  })),
  {
    number: 29,
    title: 'InvalidObjectState',
    place: 'storage',
    spoil: xml(403, '<Code>InvalidObjectState</Code>'),
    once: ['archived'],
    always: ['archived'],
  },
  {
    number: 29,
    title: 'listed as archived',
    row: { archived: true },
    spoil: status(404),
    once: ['archived'],
    always: ['archived'],
    maxRequests: 0,
  },
  {
    number: 30,
    title: '404',
    spoil: status(404, { detail: 'Artifact content not available' }),
    once: ['missing'],
    always: ['missing'],
    maxRequests: 1,
  },
];

/** Words of model providers, as their clients pass them on. */
export type ProviderTrouble = 'context_overflow' | 'rate_limited' | 'provider_error';

const OVERFLOW =
  /context_length_exceeded|context[ _-]?(?:window|length|limit|size)|maximum context|ContextWindowExceeded|prompt (?:is )?too (?:long|large)|(?:input|request|message|content)s? (?:is|are|was) too (?:long|large)(?! .{0,20}per min)|input length and .?max_tokens|(?:exceed(?:s|ed|ing)?|more than|over|above|greater than) (?:the )?(?:maximum |max |model'?s? |allowed |supported ){0,3}(?:number of |input |prompt ){0,3}(?:input |prompt )?tokens?\b(?! per)|(?:input |prompt )?token (?:count|limit|number)\b.{0,60}\b(?:exceed|maximum)|maximum (?:allowed )?(?:number of )?(?:input )?tokens?\b|reduce the length of|request_too_large|string_above_max_length|too many (?:input |prompt )?tokens(?! per)|does not fit (?:in|into) (?:the )?(?:model|context|window)|longer than the model/i;
const RATE_LIMIT =
  /\b429\b|RateLimitError|rate[ _-]?limit|too many requests|insufficient_quota|(?:tokens|requests) per (?:min|minute|day|hour|second)|\b[TR]P[MD]\b|RESOURCE_EXHAUSTED|ThrottlingException|throttl|quota (?:was |has been |is )?(?:exceeded|exhausted|reached)|exceeded your (?:current )?quota/i;

/** The more telling of what the words say. */
export function classifyProviderWords(words: string): ProviderTrouble {
  const isPerTime = /\bper (?:min|minute|day|hour|second)\b|\b[TR]P[MD]\b/i.test(words);
  if (OVERFLOW.test(words) && !isPerTime) return 'context_overflow';
  return RATE_LIMIT.test(words) ? 'rate_limited' : 'provider_error';
}

/** Where a provider's own words begin in a longer text: at the class of its client, a status, or a typed error. */
export const PROVIDER_WORDS =
  /(?:\w{1,40}\.){0,4}\w{0,40}(?:RateLimitError|ContextWindowExceededError|InternalServerError|ServiceUnavailableError|APIError|APIConnectionError|APITimeoutError|AuthenticationError|PermissionDeniedError|BadRequestError|NotFoundError|UnprocessableEntityError|ContentPolicyViolationError|BudgetExceededError|ConnectError|ConnectTimeout|ReadTimeout|Timeout(?:Error|Exception)?)\b[^\n]{0,300}|\b(?:Error code|status(?:[ _]code)?|HTTP(?:\/\d(?:\.\d)?)?)[ :='"]{1,4}[45]\d\d\b[^\n]{0,300}|"(?:code|type)"\s?:\s?"?(?:\w{0,40}_?error\b|[45]\d\d)[^\n]{0,300}/;

/** What the status or class of an answer means, for the sentence of the verdict. */
export function providerStatus(words: string): string | undefined {
  const code =
    /\b(?:Error code|status(?:[ _]code)?|HTTP(?:\/\d(?:\.\d)?)?)[ :='"]{1,4}([45]\d\d)\b/.exec(
      words,
    )?.[1] ?? /"code"\s?:\s?"?([45]\d\d)\b/.exec(words)?.[1];
  if (code !== undefined) return `it answered ${code}`;
  return CLASSES.find(([pattern]) => pattern.test(words))?.[1];
}

const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/AuthenticationError|invalid.{0,10}api.?key/i, 'the key was refused'],
  [/PermissionDeniedError/, 'the key has no right to it'],
  [/NotFoundError/, 'no such model'],
  [/RateLimitError/, 'it answered 429'],
  [/InternalServerError/, 'it answered 500'],
  [/ServiceUnavailableError|overloaded/i, 'it was overloaded'],
  [/Timeout/, 'no answer in time'],
  [/APIConnectionError|ConnectError|connection (?:refused|reset|error)/i, 'no connection'],
];

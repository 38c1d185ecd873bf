/** Whoever holds such a URL holds what it names: Skyvern's signed content URLs and the presigned ones of S3, Azure and GCS. */
const CONTENT_URL = /\/v1\/artifacts\/[^/?]+\/content\?/;
const PRESIGNED = /[?&](?:x-amz-signature|x-goog-signature|awsaccesskeyid)=/i;
const AZURE = [/[?&]sv=/, /[?&]sig=/];
const URL_IN_TEXT = /https?:\/\/[^\s"'<>\\]+/g;

/** Origin and path, for messages. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Links of the web sites themselves stay whole, signed or not: they are what the run was about. */
export function isCapabilityUrl(url: string): boolean {
  return CONTENT_URL.test(url) || PRESIGNED.test(url) || AZURE.every((part) => part.test(url));
}

/** The text with the query cut off every capability URL in it. */
export function withoutCapabilities(text: string): string {
  if (!text.includes('?')) return text;
  return text.replace(URL_IN_TEXT, (url) => (isCapabilityUrl(url) ? withoutQuery(url) : url));
}

/**
 * A JSON text with the queries of capability URLs cut off its strings and every other byte as it was, so that
 * pointers and offsets of values stay the server's.
 */
export function withoutCapabilitiesInJson(json: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let start = json.indexOf('"'); start !== -1;) {
    const end = endOfString(json, start);
    const token = json.slice(start, end);
    const cleaned = cleanToken(token);
    if (cleaned !== token) {
      parts.push(json.slice(copied, start), cleaned);
      copied = end;
    }
    start = json.indexOf('"', end);
  }
  parts.push(json.slice(copied));
  return parts.join('');
}

function cleanToken(token: string): string {
  if (!token.includes('?') || !token.includes('http')) return token;
  try {
    const text: unknown = JSON.parse(token);
    if (typeof text !== 'string') return token;
    const cleaned = withoutCapabilities(text);
    return cleaned === text ? token : JSON.stringify(cleaned);
  } catch {
    // Not JSON after all: cut by the raw text rather than keep a capability.
    return withoutCapabilities(token);
  }
}

/** Index after the closing quote; end of the text when there is none. */
function endOfString(json: string, start: number): number {
  for (
    let quote = json.indexOf('"', start + 1);
    quote !== -1;
    quote = json.indexOf('"', quote + 1)
  ) {
    if (!isEscaped(json, quote)) return quote + 1;
  }
  return json.length;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

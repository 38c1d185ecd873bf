/**
 * SHA-256 of STYLE and CLIENT in base64, for the page's policy. Constants, because hashing in any JavaScript is
 * asynchronous and a report is not; a test compares them with the texts and prints the new ones.
 */
export const STYLE_HASH = 'sha256-aBZAIgXlWlOJ9SS/k3fpvKQCewx3yXwc5GxQ5QU4b+k=';
export const CLIENT_HASH = 'sha256-D2YhwCnPGpkrDs1vNtIghwfUXdfSVK9Lprn2xLwc7gA=';

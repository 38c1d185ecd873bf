const MAX_CHARACTERS = 300;

/** One line about an error. */
export function troubleWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, MAX_CHARACTERS);
}

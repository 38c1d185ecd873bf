const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Whether a method changes something on the server. */
export function isSubmitMethod(method: string): boolean {
  return WRITES.has(method);
}

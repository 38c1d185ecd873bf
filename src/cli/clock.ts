/** Today as `YYYY-MM-DD`, UTC; SOURCE_DATE_EPOCH stands in for the clock where a result must be repeatable. */
export function today(env: Readonly<Record<string, string | undefined>>): string {
  const epoch = env['SOURCE_DATE_EPOCH'];
  const atMs = epoch !== undefined && /^\d{1,11}$/.test(epoch) ? Number(epoch) * 1000 : Date.now();
  return new Date(atMs).toISOString().slice(0, 10);
}

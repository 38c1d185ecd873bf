/** Whether two addresses are one page: case, a closing slash and the fragment aside. */
export function sameAddress(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(url: string): string {
  const [page = ''] = url.split('#', 1);
  return page.replace(/\/$/, '').toLowerCase();
}

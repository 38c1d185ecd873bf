/**
 * What the page does beyond showing itself: theme, copying, enlarging, filtering. Plain text so that its hash is known;
 * it writes text only as text.
 */
export const CLIENT = `'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);

  for (const copy of all('img[data-same-as]')) {
    const original = one(copy.dataset.sameAs);
    if (original) copy.src = original.src;
  }

  one('theme').addEventListener('click', () => {
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });

  const exports = JSON.parse(one('exports').textContent);
  const status = one('status');
  async function copyText(text, button) {
    const label = [...button.childNodes];
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    button.textContent = 'Copied';
    status.textContent = 'Copied';
    setTimeout(() => {
      button.replaceChildren(...label);
      status.textContent = '';
    }, 1500);
  }
  for (const button of all('[data-copy]')) button.addEventListener('click', () => copyText(button.dataset.copy, button));
  for (const button of all('[data-export]')) {
    button.addEventListener('click', () => copyText(exports[button.dataset.export], button));
  }

  const viewer = one('viewer');
  const stage = one('viewer-stage');
  const caption = one('viewer-caption');
  for (const button of all('.zoom')) {
    button.addEventListener('click', () => {
      const picture = button.querySelector('img').cloneNode();
      picture.removeAttribute('id');
      picture.removeAttribute('width');
      picture.removeAttribute('height');
      const target = button.querySelector('.target');
      stage.replaceChildren(picture, ...(target ? [target.cloneNode(true)] : []));
      caption.textContent = button.dataset.zoom;
      viewer.showModal();
    });
  }
  one('viewer-close').addEventListener('click', () => viewer.close());
  viewer.addEventListener('click', (event) => {
    if (event.target === viewer) viewer.close();
  });

  const filters = one('request-filters');
  if (filters) {
    const rows = all('.network tbody tr');
    const search = one('request-search');
    const noise = one('request-noise');
    const addresses = rows.map((row) => row.querySelector('.url').textContent.toLowerCase());
    const isShown = (row, index, choice, words) => {
      if (row.dataset.outcome === 'noise' && !(noise && noise.checked)) return false;
      if (choice === 'failed' && row.dataset.outcome !== 'failed' && row.dataset.outcome !== 'noise') return false;
      if (choice === 'first' && row.dataset.party !== 'first') return false;
      return addresses[index].includes(words);
    };
    const apply = () => {
      const choice = new FormData(filters).get('requests');
      const words = search.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !isShown(row, index, choice, words);
        if (!row.hidden) shown += 1;
      });
      one('request-count').textContent = shown + ' shown';
    };
    filters.addEventListener('input', apply);
    filters.addEventListener('submit', (event) => event.preventDefault());
  }

  function reveal() {
    const target = location.hash.length > 1 ? one(location.hash.slice(1)) : null;
    if (!target) return;
    target.hidden = false;
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
    target.scrollIntoView({ block: 'start' });
  }
  addEventListener('hashchange', reveal);
  reveal();
  addEventListener('beforeprint', () => {
    for (const box of all('details')) box.open = true;
  });

  const links = new Map(all('.views a').map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute('aria-current');
        const link = links.get(entry.target.id);
        if (link) link.setAttribute('aria-current', 'true');
      }
    },
    { rootMargin: '-15% 0px -75% 0px' },
  );
  for (const view of all('.view')) watcher.observe(view);
})();
`;

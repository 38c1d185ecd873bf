import type { Random } from './random.ts';

type Container = Record<string, unknown> | unknown[];

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

function nested(depth: number): unknown {
  let value: unknown = 'end';
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { next: value };
  return value;
}

const WORDS = [
  '',
  '0',
  '__proto__',
  'constructor',
  'toString',
  'a\u0000b\u001b[31m\u202e\ud800',
  '{{_c5375843fbe6660993ffe0fcd260862eb096fe494e13ec7bb6ecdca6038041a8}}',
  '<script>alert(1)</script>]]>--><!--',
  'Password: Tide-7731-harbor token=abcdef0123456789',
  'https://x:y@[::1]:99999/%zz?a=%&b#',
  '9999-99-99T99:99:99Z',
  '2025-01-01T00:00:00',
  'x'.repeat(20_000),
  ' '.repeat(20_000),
  '&#x110000;&amp;'.repeat(100),
] as const;

/** A value of any kind that a field may hold and must not. */
export function oddValue(random: Random): unknown {
  return random.pick([
    () => null,
    () => '',
    () => 0,
    () => -1,
    () => 1e308,
    () => 2 ** 53 + 2,
    () => true,
    () => [],
    () => ({}),
    () => nested(random.pick([3, 600, 12_000])),
    () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    () => Array.from({ length: random.pick([3, 5_000]) }, (_, i) => i),
    () => random.pick(WORDS),
    () => random.pick(WORDS),
    () => random.below(2_000_000_000_000),
  ])();
}

/** Some nodes of a document, found by walking down at random. */
function placeIn(root: Container, random: Random): { owner: Container; key: string } {
  let owner: Container = root;
  for (;;) {
    const keys = Object.keys(owner);
    const [first, ...rest] = keys;
    if (first === undefined) return { owner, key: 'added' };
    const key = random.pick([first, ...rest]);
    const child: unknown = Reflect.get(owner, key);
    if (!isContainer(child) || random.chance(0.15)) return { owner, key };
    owner = child;
  }
}

/** Changes a parsed document in place. */
export function mutateJson(root: unknown, random: Random): unknown {
  if (!isContainer(root) || random.chance(0.03)) return oddValue(random);
  const { owner, key } = placeIn(root, random);
  const put = (name: string, value: unknown): void => {
    Object.defineProperty(owner, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  };
  const value: unknown = Reflect.get(owner, key);
  random.pick([
    () => put(key, oddValue(random)),
    () => put(key, oddValue(random)),
    () => put(key, oddValue(random)),
    () => Reflect.deleteProperty(owner, key),
    () => put(random.pick(['__proto__', 'constructor', 'id', 'status', 'actions']), value),
    () => put(key, [value, value, value]),
    () => put(key, { [key]: value }),
    () => put(key, typeof value === 'string' ? Number(value) : String(value).slice(0, 100)),
    () => put(key, typeof value === 'number' ? -value : value),
    () =>
      put(key, typeof value === 'string' ? value.slice(0, random.below(value.length + 1)) : value),
    () => {
      if (Array.isArray(owner) && owner.length < 3_000)
        for (let i = 0; i < 50; i++) owner.push(owner[random.below(owner.length)]);
    },
    () => {
      if (Array.isArray(owner)) owner.reverse();
    },
  ])();
  return root;
}

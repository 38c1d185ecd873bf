import { UsageError } from './command.ts';

/** Where a setting was taken from. */
export type Origin = 'command line' | 'environment' | 'file' | 'default';

export interface Setting {
  readonly values: readonly string[];
  readonly from: Origin;
}

type Plain = string | number | boolean | readonly string[] | undefined;

export interface SettingSources<Name extends string> {
  readonly names: readonly Name[];
  readonly flags: Readonly<Partial<Record<Name, Plain>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Partial<Record<Name, Plain>>>;
}

/** Every setting as words, from the first place that has it: command line, environment, file. */
export function resolveSettings<Name extends string>({
  names,
  flags,
  env,
  file,
}: SettingSources<Name>): ReadonlyMap<Name, Setting> {
  return new Map(
    names.map((name) => {
      const fromEnv = env[environmentName(name)];
      const places: readonly (readonly [Origin, readonly string[]])[] = [
        ['command line', asWords(flags[name])],
        ['environment', asWords(fromEnv === undefined ? undefined : fromEnv.split(/[,\n]/))],
        ['file', asWords(file[name])],
      ];
      const [from, values] = places.find(([, words]) => words.length > 0) ?? ['default', []];
      return [name, { values, from }];
    }),
  );
}

/** `maxFailures` is DEBRIEF_MAX_FAILURES. */
export function environmentName(name: string): string {
  return `DEBRIEF_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** A setting that is on or off. */
export function readSwitch(name: string, word: string | undefined): boolean {
  if (word === undefined || word === 'false' || word === '0') return false;
  if (word === 'true' || word === '1') return true;
  throw new UsageError(`${environmentName(name)} wants true or false, not '${word}'`);
}

/** What a command would work with, as JSON, each with where it comes from. */
export function printSettings(
  settings: ReadonlyMap<string, Setting>,
  path: string | undefined,
): string {
  const rows = [...settings].map(([name, { values, from }]) => [name, { value: values, from }]);
  return `${JSON.stringify({ file: path ?? null, settings: Object.fromEntries(rows) }, undefined, 2)}\n`;
}

function asWords(value: Plain): readonly string[] {
  if (value === undefined) return [];
  const list = typeof value === 'object' ? value : [String(value)];
  return list.map((word) => word.trim()).filter((word) => word !== '');
}

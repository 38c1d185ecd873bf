import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.ts';

type OptionRules = NonNullable<ParseArgsConfig['options']>;
type Parsed<Rules extends OptionRules> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Rules; allowPositionals: true; strict: true }>
>;

/** `parseArgs` whose complaints are ours: one line, exit code 2. */
export function parseOptions<const Rules extends OptionRules>(
  argv: readonly string[],
  options: Rules,
): Parsed<Rules> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The one positional argument a command takes. */
export function onePositional(
  positionals: readonly string[],
  name: string,
  command: string,
): string {
  const [value, ...rest] = positionals;
  if (value === undefined) throw new UsageError(`${name} is missing: debrief ${command} ${name}`);
  if (rest.length > 0) throw new UsageError(`one ${name} at a time, not ${positionals.length}`);
  return value;
}

import { UsageError } from './command.ts';

export interface FormatTarget<Format extends string> {
  readonly format: Format;
  /** Undefined for stdout. */
  readonly file: string | undefined;
}

/** `json` or `junit=report.xml`; only one of them may go to stdout. */
export function readFormatTargets<Format extends string>(
  words: readonly string[],
  formats: readonly Format[],
): readonly FormatTarget<Format>[] {
  const targets = words.map((word) => {
    const cut = word.indexOf('=');
    const name = cut < 0 ? word : word.slice(0, cut);
    const format = formats.find((known) => known === name);
    if (format === undefined)
      throw new UsageError(`unknown format '${name}': use ${formats.join(', ')}`);
    if (cut === word.length - 1) throw new UsageError(`--format ${word} lacks the name of a file`);
    return { format, file: cut < 0 ? undefined : word.slice(cut + 1) };
  });
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError(
      'only one format can go to stdout: give the others a file, as in --format junit=report.xml',
    );
  return targets;
}

import { readFile } from 'node:fs/promises';
import { EMPTY_BASELINE, readBaseline, type Baseline } from '../../compare/baseline.ts';
import { UsageError } from '../command.ts';

/** The known problems; a file that is not there yet is empty only for a call that is about to write it. */
export async function readBaselineFile(
  path: string | undefined,
  mayBeMissing: boolean,
): Promise<Baseline> {
  if (path === undefined) return EMPTY_BASELINE;
  const text = await readText(path, mayBeMissing);
  if (text === undefined) return EMPTY_BASELINE;
  const read = readBaseline(parse(text, path));
  if ('problem' in read) throw new UsageError(`${path} is no baseline: ${read.problem}`);
  return read.baseline;
}

async function readText(path: string, mayBeMissing: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && mayBeMissing) return undefined;
    if (isMissing)
      throw new UsageError(`there is no baseline ${path}; --update-baseline writes a first one`);
    throw error;
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} is no JSON: ${why}`);
  }
}

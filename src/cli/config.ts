import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './command.ts';
import { configSchema, type ConfigFile } from './config-schema.ts';
import type { Terminal } from './terminal.ts';

const NAMES = ['ts', 'mjs', 'js', 'json'].map((extension) => `debrief.config.${extension}`);

export interface LoadedConfig {
  /** Undefined when there is none. */
  readonly path: string | undefined;
  readonly config: ConfigFile;
}

/**
 * The configuration file that `--config` or DEBRIEF_CONFIG names, else the one in the working directory.
 * @throws UsageError for a file that is missing, cannot be loaded or says something unknown
 */
export async function loadConfig(
  flag: string | undefined,
  terminal: Terminal,
): Promise<LoadedConfig> {
  const named = flag ?? nonEmpty(terminal.env['DEBRIEF_CONFIG']);
  const path =
    named === undefined ? await findConfig(terminal.cwd()) : resolve(terminal.cwd(), named);
  if (path === undefined) return { path, config: {} };
  const parsed = configSchema.safeParse(await readConfig(path));
  if (parsed.success) return { path, config: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new UsageError(
    `${basename(path)}: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'is no configuration'}`,
  );
}

async function findConfig(folder: string): Promise<string | undefined> {
  for (const name of NAMES) {
    const path = join(folder, name);
    if ((await stat(path).catch(() => undefined))?.isFile() === true) return path;
  }
  return undefined;
}

async function readConfig(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8'));
    const loaded: unknown = await import(pathToFileURL(path).href);
    return typeof loaded === 'object' && loaded !== null && 'default' in loaded
      ? loaded.default
      : loaded;
  } catch (error) {
    throw new UsageError(`${basename(path)} cannot be loaded: ${loadTrouble(error, path)}`);
  }
}

function loadTrouble(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /\.[cm]?ts$/.test(path))
    return 'this Node cannot read TypeScript; take Node 22.18 or later, run with --import tsx, or name it .mjs';
  if (code === 'ENOENT' || code === 'ERR_MODULE_NOT_FOUND')
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'there is no such file';
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text;
}

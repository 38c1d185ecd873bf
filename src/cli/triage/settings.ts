import { availableParallelism } from 'node:os';
import { readFailOn, type FailOn } from '../../compare/gate.ts';
import { TRIAGE_FORMATS, type TriageFormat } from '../../reporters/triage/index.ts';
import { UsageError } from '../command.ts';
import { environmentName, type Setting } from '../config-settings.ts';
import { readFormatTargets, type FormatTarget } from '../format-targets.ts';

export const TRIAGE_SETTINGS = [
  'bundles',
  'format',
  'baseline',
  'failOn',
  'maxFailures',
  'jobs',
  'ledger',
] as const;
export type TriageSetting = (typeof TRIAGE_SETTINGS)[number];

/** What a triage was asked to do, checked. */
export interface TriageSettings {
  readonly bundles: readonly string[];
  readonly targets: readonly FormatTarget<TriageFormat>[];
  readonly baseline: string | undefined;
  /** Undefined when nobody said. */
  readonly failOn: readonly FailOn[] | undefined;
  readonly maxFailures: number | undefined;
  readonly jobs: number;
  readonly ledger: string | undefined;
}

/** @throws UsageError that names the setting as it was written */
export function readTriageSettings(settings: ReadonlyMap<TriageSetting, Setting>): TriageSettings {
  const words = (name: TriageSetting): readonly string[] => settings.get(name)?.values ?? [];
  const nameOf = (name: TriageSetting): string => settingName(name, settings.get(name)?.from);
  const failOn = words('failOn').map((word) => readRule(word, nameOf('failOn')));
  const formats = words('format');
  const jobs = readCount(words('jobs')[0], nameOf('jobs'));
  if (jobs === 0) throw new UsageError(`${nameOf('jobs')} wants a number from 1 on`);
  return {
    bundles: words('bundles'),
    targets: readFormatTargets(formats.length === 0 ? ['terminal'] : formats, TRIAGE_FORMATS),
    baseline: words('baseline')[0],
    failOn: failOn.length === 0 ? undefined : failOn,
    maxFailures: readCount(words('maxFailures')[0], nameOf('maxFailures')),
    jobs: Math.min(jobs ?? availableParallelism(), 64),
    ledger: words('ledger')[0],
  };
}

function readRule(word: string, name: string): FailOn {
  const rule = readFailOn(word);
  if (rule === undefined)
    throw new UsageError(
      `${name} wants new, any, never, cause:GLOB, owner:NAME or severity:high, medium or low, not '${word}'`,
    );
  return rule;
}

function readCount(word: string | undefined, name: string): number | undefined {
  if (word === undefined) return undefined;
  if (!/^\d{1,7}$/.test(word)) throw new UsageError(`${name} wants a number, not '${word}'`);
  return Number(word);
}

function settingName(name: TriageSetting, from: Setting['from'] | undefined): string {
  if (from === 'environment') return environmentName(name);
  if (from === 'file') return `triage.${name}`;
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

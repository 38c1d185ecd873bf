/**
 * Compares failed requests with labels. Usage: tsx bench/requests-accuracy.ts CORPUS [HAR_FOLDER] [--list]
 * Every failure that a label names must be found and not excluded; a healthy run must have nothing
 * that mattered; the lists of the odd-traffic recordings must hold and lack what their README says.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHar } from '../src/artifacts/har.ts';
import { checkHar } from '../src/artifacts/har-conformance.ts';
import { runOfHar } from '../src/requests/bare-har.ts';
import { findFailedRequests } from '../src/requests/find-failed-requests.ts';
import type { RequestReport } from '../src/requests/report.ts';
import { readRun } from '../src/run/read-run.ts';
import { openRecording } from './recording-source.ts';

interface Label {
  readonly cause: string | null;
  readonly status: string;
  readonly evidence: readonly HarLabel[];
}

interface HarLabel {
  readonly in: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly failure?: string;
}

const [corpus = '', harFolder, ...flags] = process.argv.slice(2);
const isListing = process.argv.includes('--list');
const totals = {
  labels: 0,
  found: 0,
  firstRanked: 0,
  healthy: 0,
  quiet: 0,
  conformance: 0,
  hars: 0,
};

for (const name of readdirSync(corpus).toSorted()) {
  const folder = join(corpus, name);
  if (!existsSync(join(folder, 'truth.json'))) continue;
  await checkRun(name, folder);
}
if (harFolder !== undefined && existsSync(harFolder)) await checkOddTraffic(harFolder);
process.stdout.write(`${JSON.stringify({ ...totals, flags: flags.length })}\n`);

async function checkRun(name: string, folder: string): Promise<void> {
  const label: Label = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
  const source = await openRecording(join(folder, 'recording'));
  const run = await readRun(source);
  for (const artifact of source.manifest.artifacts) {
    if (artifact.artifact_type !== 'har' || artifact.entry === null) continue;
    const bytes = await source.readBytes(artifact.entry);
    await checkConformance(name, new TextDecoder().decode(bytes));
  }
  const report = findFailedRequests(run);
  if (isListing) print(name, label, report);
  checkLabels(name, label, report);
  if (label.cause !== null) return;
  totals.healthy += 1;
  const loud = report.groups.filter(({ level }) => level === 'mattered');
  if (report.groups.length === 0) totals.quiet += 1;
  else
    process.stdout.write(
      `LOUD ${name}: ${report.groups.map(({ method, template, failureText, level }) => `${level} ${method} ${template} ${failureText}`).join('; ')} (${loud.length})\n`,
    );
}

function checkLabels(name: string, label: Label, report: RequestReport): void {
  for (const evidence of label.evidence) {
    if (evidence.in !== 'har') continue;
    if (evidence.failure === undefined && (evidence.status ?? 0) < 400) continue;
    totals.labels += 1;
    const match = report.failed.find(
      ({ exchange, verdict }) =>
        verdict.level !== 'excluded' &&
        exchange.url.includes(evidence.url ?? '') &&
        (evidence.method === undefined || exchange.method === evidence.method) &&
        (evidence.status === undefined || exchange.status === evidence.status) &&
        (evidence.failure === undefined || (exchange.failureText ?? '').includes(evidence.failure)),
    );
    if (match === undefined) {
      process.stdout.write(`MISSED ${name}: ${JSON.stringify(evidence)}\n`);
      continue;
    }
    totals.found += 1;
    const [first] = report.groups;
    if (first?.requests.includes(match) === true) totals.firstRanked += 1;
    else
      process.stdout.write(
        `NOT FIRST ${name}: ${first?.method} ${first?.template} ${first?.failureText}\n`,
      );
  }
}

async function checkConformance(name: string, text: string): Promise<void> {
  totals.hars += 1;
  const conformance = await checkHar(JSON.parse(text));
  totals.conformance += conformance.errorCount;
  for (const { pointer, message } of conformance.errors) {
    process.stdout.write(`CONFORMANCE ${name}: ${pointer} ${message}\n`);
  }
}

function print(name: string, label: Label, report: RequestReport): void {
  process.stdout.write(`## ${name} ${label.cause} (${label.status})\n`);
  for (const group of report.groups) {
    const { link, trigger } = group.requests[0];
    process.stdout.write(
      `   ${group.level} ${group.weight.toFixed(2)} ${group.requests.length}x ${group.method} ${group.template} ${group.failureText} | ${link.strength} ${trigger} | ${group.why}\n`,
    );
  }
  for (const { exchange, verdict } of report.failed) {
    if (verdict.level !== 'excluded') continue;
    process.stdout.write(
      `     - ${exchange.index} ${exchange.method} ${exchange.url.slice(0, 80)} ${exchange.status} ${exchange.failureText ?? ''} [${verdict.noise}] ${verdict.why}\n`,
    );
  }
  for (const { exchange, waitedMs } of report.unfinished)
    process.stdout.write(
      `     ? ${exchange.index} ${exchange.method} ${exchange.url} ${waitedMs}\n`,
    );
  for (const { kind, exchange, why } of report.auth)
    process.stdout.write(`     @ ${exchange.index} ${kind} ${exchange.url.slice(0, 80)} ${why}\n`);
  for (const { exchange, message } of report.appErrors)
    process.stdout.write(`     ! ${exchange.index} ${exchange.url} ${message}\n`);
  for (const { url, what } of report.unrecorded) process.stdout.write(`     # ${what} ${url}\n`);
  for (const chain of report.redirects.slice(0, 3))
    process.stdout.write(
      `     > ${chain.shape} ${chain.hops.map(({ status }) => status).join(' ')}\n`,
    );
  for (const { request, retryAfterMs, wasRespected } of report.rateLimits)
    process.stdout.write(`     % ${request.exchange.index} ${retryAfterMs} ${wasRespected}\n`);
  for (const note of report.notes) process.stdout.write(`     * ${note}\n`);
}

async function checkOddTraffic(folder: string): Promise<void> {
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.har')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    await checkConformance(name, text);
    const source = {
      kind: 'artifact',
      artifactId: name,
      artifactType: 'har',
      entry: name,
    } as const;
    const network = readHar(text, source).value;
    if (network === undefined) continue;
    const report = findFailedRequests(runOfHar(network));
    if (isListing) print(name, { cause: null, status: '', evidence: [] }, report);
    const listed = new Set(report.failed.map(({ exchange }) => exchange.index));
    for (const exchange of network.exchanges) {
      const isDue =
        exchange.status >= 400 ||
        (exchange.status === -1 && exchange.failureText !== undefined) ||
        exchange.url.endsWith('/cut') ||
        (exchange.status === -1 && exchange.isApiRequest);
      const isWrong = isDue !== listed.has(exchange.index);
      if (isWrong)
        process.stdout.write(
          `ODD ${name}: entry ${exchange.index} ${exchange.url} ${isDue ? 'is missing' : 'is listed'}\n`,
        );
    }
  }
}

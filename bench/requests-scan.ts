/** `tsx bench/requests-scan.ts FILE.har`: the command's own path, for time and memory measurements. */
import { requestsCommand } from '../src/cli/commands/requests.ts';

process.exitCode = await requestsCommand.run(
  process.argv.slice(2),
  process,
  new AbortController().signal,
);
process.stderr.write(`peak RSS ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);

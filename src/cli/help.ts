export const HELP = `debrief: why did this Skyvern run fail?

Usage:
  debrief RUN_ID                 fetch a run and report on it
  debrief fetch RUN_ID           download everything the server has of a run into one zip
  debrief report BUNDLE          say why the run failed, with evidence
  debrief triage FOLDER…         many runs on one page: how many problems, which are new
  debrief compare GOOD BAD       where two runs of one job part, and whether the site or chance did it
  debrief requests BUNDLE        requests that failed and mattered (also: a bare .har)
  debrief links BUNDLE           {{_hash}} placeholders in the model's answers, back to URLs
  debrief changes BUNDLE         what changed on the page between steps
  debrief redact BUNDLE          the same bundle without secrets, to share
  debrief pack DIR               make a bundle of a self-hosted server's artifact folder
  debrief inspect BUNDLE         what is in a bundle, what is missing and why
  debrief explain CODE           what a cause means, how it is proven, what to do
  debrief verify REPORT BUNDLE   check every pointer and quotation of a JSON report

Each command has its own --help. --version prints the version, --debug the stack of an error.

Environment:
  SKYVERN_API_KEY                key of the Skyvern API (fetch)
  SKYVERN_BASE_URL               where the API is, e.g. http://localhost:8000 (fetch)
  NO_COLOR, FORCE_COLOR          colours off, on

Examples:
  SKYVERN_BASE_URL=http://localhost:8000 debrief tsk_600186874052423660
  debrief fetch wr_600186854626328244 --out run.zip
  debrief report run.zip --format html=report.html
  debrief report traffic.har

Exit codes: 0 done, 1 findings (where a command says so), 2 wrong usage or unreadable input, 3 bundle is incomplete,
4 nothing usable, 5 disk trouble, 6 authentication, 7 locked by another process, 70 a bug of ours, 130 interrupted.
`;

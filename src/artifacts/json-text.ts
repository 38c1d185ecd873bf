import type { ReadProblem, Reading } from './read-problem.ts';

/** Python's `json.dumps` writes these for floats; JSON has no word for them. */
const PYTHON_CONSTANTS = /(?<=[\s:[,]|^)(?:NaN|-?Infinity)(?=[\s,\]}]|$)/g;

/** JSON text to value. Python's NaN and Infinity become null; a cut or broken file is a problem, not an exception. */
export function readJson(text: string): Reading<unknown> {
  if (text.trim() === '') return { problems: [{ code: 'empty', message: 'the file is empty' }] };
  try {
    return { value: JSON.parse(text), problems: [] };
  } catch (error) {
    return readPythonJson(text) ?? { problems: [jsonProblem(text, error)] };
  }
}

function readPythonJson(text: string): Reading<unknown> | undefined {
  const repaired = text.replace(PYTHON_CONSTANTS, 'null');
  if (repaired === text) return undefined;
  try {
    const problem = { code: 'repaired-json', message: 'NaN or Infinity read as null' } as const;
    return { value: JSON.parse(repaired), problems: [problem] };
  } catch {
    return undefined;
  }
}

function jsonProblem(text: string, error: unknown): ReadProblem {
  const start = text.trimStart();
  if (start.startsWith('<'))
    return { code: 'wrong-content', message: 'an HTML or XML page stands where JSON was expected' };
  if (start.startsWith('PK'))
    return { code: 'wrong-content', message: 'a zip archive stands where JSON was expected' };
  const detail = error instanceof Error ? error.message : String(error);
  // The parser stumbles at the very end: what comes next was never written.
  const position = Number(/position (\d{1,12})/.exec(detail)?.[1] ?? Number.NaN);
  const isCut = /Unexpected end|Unterminated/.test(detail) || position >= text.trimEnd().length;
  return {
    code: isCut ? 'truncated' : 'not-json',
    message: isCut ? 'the JSON ends too early' : `not JSON: ${detail.slice(0, 120)}`,
  };
}

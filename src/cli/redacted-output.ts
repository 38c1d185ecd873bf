import {
  createRedactor,
  discoverSecrets,
  redactDiagnosis,
  type Redactor,
} from '../redact/index.ts';

/** What a command prints goes through this: text as a whole, JSON string by string. */
export interface RedactedOutput {
  readonly text: (text: string) => string;
  readonly json: (json: string) => string;
}

let patterns: RedactedOutput | undefined;

/** For words of a server or a page without a bundle: secrets that show themselves by their name or shape. */
export function withoutPatterns(): RedactedOutput {
  patterns ??= outputOf(createRedactor(discoverSecrets([]), { key: 'output' }));
  return patterns;
}

/** For commands that print what a redactor of a bundle may know. */
export function outputOf(redactor: Redactor): RedactedOutput {
  return {
    text: (text) => redactor.redactText(text).text,
    json: (json) => {
      const value = redactDiagnosis(JSON.parse(json), redactor).value;
      const indent = json.startsWith('{\n ') ? 2 : undefined;
      return `${JSON.stringify(value, undefined, indent)}${json.endsWith('\n') ? '\n' : ''}`;
    },
  };
}

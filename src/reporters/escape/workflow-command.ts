import { visible } from './visible.ts';

/** GitHub cuts longer messages. */
const MAX_MESSAGE = 4096;

/** Text behind `::` of a workflow command: one line, and no older `##[command]` in it. */
export function commandMessage(text: string): string {
  const cut = Array.from(visible(text))
    .slice(0, MAX_MESSAGE / 2)
    .join('');
  return cut
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A')
    .replaceAll('##[', '# #[')
    .slice(0, MAX_MESSAGE);
}

/** Text of a property such as `title=`, where colon and comma mean something too. */
export function commandProperty(text: string): string {
  return commandMessage(text.replace(/\s+/g, ' ')).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

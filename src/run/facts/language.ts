/** Words that are frequent in one language and rare in the others; enough to tell the language of a goal or a page. */
const WORDS = {
  en: 'the and of to in for with your is are this that from on as by or be my not',
  de: 'der die das und mit für von ist sind nicht auf zu den im ein eine sie ihre wird oder',
  fr: 'le la les et des une pour avec dans votre vous est sont sur au du pas ou',
  es: 'el los las y una para con en su sus está son por del que no o',
  it: 'il gli le e una per con nel della sono tuo è non di che o al',
  pt: 'os as e uma para com em seu sua é são não por do da que ou',
  nl: 'de het en een voor met van uw is zijn niet op te in of naar',
  sv: 'och att det som för med på är inte din av till om eller',
  fi: 'ja on ei tai että se oma varaus kirjaudu takaisin sivu haku tiedot ohjeet valitse',
  pl: 'i w na z do nie jest się dla oraz lub twoje przez',
  da: 'og at det som for med på er ikke din af til om eller',
  cs: 'a v na se je pro do není nebo vaše z od',
} as const;
export type Language = keyof typeof WORDS;

const SETS = Object.entries(WORDS).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
);

/** Scripts that tell a language, or a group that shares it, by themselves. */
const SCRIPTS = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
] as const;
/** Names, units and brands are written in Latin letters everywhere. */
const SCRIPT_SHARE = 0.1;

/** Codes for what readers of one understand of the other, or what a script alone cannot tell apart. */
const TONGUES: readonly ReadonlySet<string>[] = [
  new Set(['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk']),
  new Set(['da', 'nb', 'nn', 'no']),
  new Set(['cs', 'sk']),
  new Set(['ar', 'fa', 'ur']),
  new Set(['hi', 'mr', 'ne']),
];

export function isSameTongue(a: string, b: string): boolean {
  return a === b || TONGUES.some((tongue) => tongue.has(a) && tongue.has(b));
}

/** The language of a text, undefined when too little of it speaks. */
export function languageOf(text: string): string | undefined {
  const sample = text.slice(0, 20_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(
    ([, pattern]) => letters > 8 && (sample.match(pattern)?.length ?? 0) > letters * SCRIPT_SHARE,
  );
  if (script !== undefined) return script[0];
  const words =
    text
      .slice(0, 20_000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const scored = SETS.map(([language, set]) => ({
    language,
    hits: words.filter((word) => set.has(word)).length,
  })).toSorted((a, b) => b.hits - a.hits);
  const [best, second] = scored;
  if (best === undefined || best.hits < 2) return undefined;
  return best.hits > (second?.hits ?? 0) ? best.language : undefined;
}

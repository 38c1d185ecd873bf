const WORDS: readonly (readonly [number, string])[] = [
  [1, 'one|ein|eine|einen|einer|un|une|una|uno|een|én|ett|yksi|jeden'],
  [2, 'two|zwei|deux|dos|due|twee|dois|duas|två|to|kaksi|dwa|dwie'],
  [3, 'three|drei|trois|tres|tre|drie|três|kolme|trzy'],
  [4, 'four|vier|quatre|cuatro|quattro|quatro|fyra|fire|neljä|cztery'],
  [5, 'five|fünf|cinq|cinco|cinque|vijf|fem|viisi|pięć'],
  [6, 'six|sechs|seis|sei|zes|sex|seks|kuusi|sześć'],
  [7, 'seven|sieben|sept|siete|sette|zeven|sete|sju|syv|seitsemän|siedem'],
  [8, 'eight|acht|huit|ocho|otto|oito|åtta|otte|åtte|kahdeksan|osiem'],
  [9, 'nine|neun|neuf|nueve|nove|negen|nio|ni|yhdeksän|dziewięć'],
  [10, 'ten|zehn|dix|diez|dieci|tien|dez|tio|ti|kymmenen|dziesięć'],
  [11, 'eleven|elf|onze|once|undici'],
  [12, 'twelve|zwölf|douze|doce|dodici|twaalf|doze|dozen|dutzend|douzaine'],
  [20, 'twenty|zwanzig|vingt|veinte|venti|twintig|vinte'],
];

/** A count written in digits or as a word. */
export function numberOf(word: string): number | undefined {
  const text = word.toLowerCase();
  if (/^\d{1,4}$/.test(text)) return Number(text);
  return WORDS.find(([, names]) => names.split('|').includes(text))?.[0];
}

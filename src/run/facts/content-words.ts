const STOP = new Set(
  'the and for with your you this that from into out not now all any are was has have had get got its it is be to in on at of as by or an a my me our their them then than there here when where which who what how use used using make sure find click open show see look press read check fill enter type choose select go page site website button link form field data please must should can will would via per each next first last one two three new old yes no date name number ref der die das und mit für von ist sind nicht auf den dem ein eine'.split(
    ' ',
  ),
);

/** Words of a text that say what it is about: four letters or more, plural folded, no function words. */
export function contentWords(text: string): ReadonlySet<string> {
  const words =
    text
      .slice(0, 5_000)
      .toLowerCase()
      .normalize('NFKC')
      .match(/\p{L}{3,}/gu) ?? [];
  return new Set(words.map(fold).filter((word) => word.length >= 4 && !STOP.has(word)));
}

function fold(word: string): string {
  if (word.endsWith('ies') && word.length > 5) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') && word.length > 4 ? word.slice(0, -1) : word;
}

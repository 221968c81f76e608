/** Longer words are codes. */
const MAX_WORD = 64;

/** How the first version of the index cut words, for files that were read by it: English plurals, past and progressive forms (the first step of Porter's stemmer, 1980), a few nouns from verbs. */
export function earlierStem(word: string): string {
  if (word.length < 4 || word.length > MAX_WORD || !/^[a-z]+$/.test(word)) return word;
  if (/^us(es|ed|ing)$/.test(word)) return "use";
  let stemmed = word;
  if (stemmed.endsWith("sses")) stemmed = stemmed.slice(0, -2);
  else if (stemmed.endsWith("ies")) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/[^aeious]s$|[aeo]s$/.test(stemmed) && !stemmed.endsWith("ss")) stemmed = stemmed.slice(0, -1);
  const verb = /^(.*[aeiouy].*?)(ing|ed)$/.exec(stemmed);
  if (verb?.[1] && verb[1].length >= 3) {
    stemmed = verb[1];
    if (/([bdfgmnprt])\1$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  }
  if (stemmed.length >= 8) stemmed = stemmed.replace(/(ation|ment|ness|able|ible|ally)$/, "");
  // `hope` and `hoping` meet without the silent e.
  if (stemmed.length > 3 && stemmed.endsWith("e")) stemmed = stemmed.slice(0, -1);
  return stemmed;
}

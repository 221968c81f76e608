import { stemmer as arabic } from "@orama/stemmers/arabic";
import { stemmer as armenian } from "@orama/stemmers/armenian";
import { stemmer as danish } from "@orama/stemmers/danish";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as finnish } from "@orama/stemmers/finnish";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as greek } from "@orama/stemmers/greek";
import { stemmer as hungarian } from "@orama/stemmers/hungarian";
import { stemmer as hindi } from "@orama/stemmers/indian";
import { stemmer as indonesian } from "@orama/stemmers/indonesian";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as norwegian } from "@orama/stemmers/norwegian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as romanian } from "@orama/stemmers/romanian";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import { stemmer as tamil } from "@orama/stemmers/tamil";
import { stemmer as turkish } from "@orama/stemmers/turkish";
import { stemmer as ukrainian } from "@orama/stemmers/ukrainian";
import { earlierStem } from "./earlier-stem.ts";
import type { Language, Stemming } from "./languages.ts";

type Stemmer = (word: string) => string;

const LATIN: Partial<Record<Language, Stemmer>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  sv: swedish,
  da: danish,
  no: norwegian,
  fi: finnish,
  hu: hungarian,
  ro: romanian,
  tr: turkish,
  id: indonesian,
};

/** Scripts that few languages share: the letters say which stems a word has, in any text. */
const BY_SCRIPT: [RegExp, Stemmer][] = [
  [/^[\u0400-\u052f]*[іїєґ]/, ukrainian],
  [/^[\u0400-\u052f]/, russian],
  [/^[\u0370-\u03ff\u1f00-\u1fff]/, greek],
  [/^[\u0600-\u06ff]/, arabic],
  [/^[\u0900-\u097f]/, hindi],
  [/^[\u0b80-\u0bff]/, tamil],
  [/^[\u0530-\u058f]/, armenian],
];
/** Longer “words” are codes. */
const MAX_WORD = 40;

/** A lower-case word without its endings. */
export function stemOf(word: string, stemming: Stemming): string {
  if (stemming === "earlier") return earlierStem(word);
  if (word.length < 3 || word.length > MAX_WORD || /\d/.test(word)) return word;
  const stem = /^\p{Script=Latin}/u.test(word)
    ? LATIN[stemming]
    : BY_SCRIPT.find(([script]) => script.test(word))?.[1];
  return stem?.(word) || word;
}

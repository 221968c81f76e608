/** Languages in Latin letters that words are cut to their stems in; others are known by their script. */
export type Language = keyof typeof FUNCTION_WORDS;
/** `earlier`: as the first version of the index cut words, whatever the language. */
export type Stemming = Language | "earlier";

/**
 * Words that only hold a sentence together. They tell the language of a text, and are dropped from queries, never from the
 * index, and only those of the language that the query seems to be in: German “die” must not cost an English “die”.
 */
const FUNCTION_WORDS = {
  en: "a an the of to in on at by for from with about into onto and or but if then than so as is are was were be been being am do does did done can could should would will shall may might must has have had having i me my we us our you your he him his she her it its they them their this that these those there here what which who whom whose when where why how any some all no not only also just more else again please thank thanks hello hi hey ok okay tell give show explain mean means get say says happen happens need want",
  de: "der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie was wer wo wann warum wieso welche welcher welches ist sind war waren sein hat haben wird werden kann können soll muss darf ich mir mich du sie er es wir ihr uns von zu zum zur mit bei auf in im an am aus für über nach um nicht auch nur bitte",
  fr: "le la les un une des du de d l et ou mais si que qui quoi quel quelle quels quelles où quand comment pourquoi est sont était être a ont avoir je tu il elle on nous vous ils elles ce cet cette ces dans sur avec pour par en au aux ne pas plus se s il y peut",
  es: "el la los las un una unos unas y o pero si que qué quién cuál cuáles cómo cuándo dónde por para de del en con sin es son era ser ha han hay se su sus lo le les yo tú él ella no más puede",
  it: "il lo la i gli le un uno una e o ma se che chi cosa quale quali come quando dove perché di del della dei delle da in con su per è sono era essere ha hanno si non più può",
  pt: "o a os as um uma e ou mas se que quem qual quais como quando onde porque de do da dos das em no na com por para é são era ser tem têm não mais pode",
  nl: "de het een en of maar als dat die wat wie welke hoe wanneer waar waarom is zijn was waren heeft hebben kan moet ik je hij zij wij van in op met voor door bij niet ook naar om te",
  sv: "och att det som en ett på är av för med den till inte om har de var jag han hon vi ni från när hur vad vem vilken vilka eller men så kan ska där här också efter",
  da: "og at det som en et på er af for med den til ikke om har de var jeg han hun vi fra når hvordan hvad hvem hvilken hvilke eller men så kan skal der her også efter blev",
  no: "og å det som en et på er av for med den til ikke om har de var jeg han hun vi fra når hvordan hva hvem hvilken hvilke eller men så kan skal der her også etter ble",
  fi: "ja on ei se että joka oli ovat mutta kun kuin jos tai myös niin hän minä sinä me te he mikä mitä kuka missä milloin miten miksi kuinka tämä nämä ole voi jonka sen",
  hu: "a az és egy hogy nem is van volt ez ezt azt meg de ha mint csak már vagy aki ami mely amely mi ki hol mikor miért hogyan melyik lehet kell után szerint között",
  ro: "și în la de cu pe un o al a ai ale cel cea care ce cine când unde cum este sunt era fost nu mai din pentru că sau să se lui în prin după între au avut",
  tr: "ve bir bu da de için ile ne kim nasıl hangi kaç mi mı mu mü değil olarak olan gibi daha çok en neden nerede zaman sonra kadar ise ya veya her oldu idi vardır nedir nereye nereden neyi neye kimin kime kimi kimler hangisi hangileri niçin niye bunu buna bunun bunlar bunları şu şunu o onu onun ona onlar onların onları ben sen biz siz bana sana benim senin bizim sizin kendi ama fakat ancak eğer ki diye üzere göre rağmen tarafından hakkında içinde arasında hem bile sadece",
  id: "yang dan di ke dari untuk pada dengan adalah ini itu tidak akan dalam oleh sebagai atau juga telah dapat apa siapa kapan mana bagaimana mengapa berapa ada karena saya anda",
  vi: "của và là có được trong một những các người không cho với này đã khi ở để từ gì nào ai đâu bao nhiêu thế tại sao vào ra như đến năm bị",
  ru: "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще о из ему какой какая какие кто где когда почему это ли или быть есть для этот эта эти этого этой этих этому этим этими этом эту тот того той тех тому тем теми том ту чего чему чем кого кому кем него нее ней ним ними них их им ими ей мой моя мои наш наша наши свой своя свое свои своего своей своих своим себя себе собой сам сама сами мы они оно вам вас нас нам ни нет ну уже при про до под над перед между через без об обо ко чтобы потому поэтому если такой такая такое такие там тут здесь тоже также была были будет будут который которая которое которые которого которой которых которому которым которую каком какого каких каким сколько зачем куда откуда",
} as const;

const LISTS = Object.entries(FUNCTION_WORDS).map(
  ([language, words]) => [language as Language, new Set(words.split(" "))] as const,
);
const LANGUAGES_OF = new Map<string, Language[]>();
for (const [language, words] of LISTS) {
  for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);
}

/** Words of a text that are looked at; a passage is shorter. */
const SAMPLE = 400;
/** Function words that a language shows at least before a text is taken for it. */
const EVIDENCE = 3;

/** The language whose function words a text has most of; without enough of them, the one given. */
export function languageOf(text: string, otherwise: Language = "en"): Language {
  const words = text.slice(0, SAMPLE * 8).match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = new Map<Language, number>();
  for (const word of words) {
    for (const language of LANGUAGES_OF.get(word.toLowerCase()) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  let best = otherwise;
  let most = Math.max(EVIDENCE - 1, counts.get(otherwise) ?? 0);
  for (const [language, count] of counts) {
    if (count > most) {
      most = count;
      best = language;
    }
  }
  return best;
}

export const isFunctionWord = (word: string, language: Language): boolean =>
  LANGUAGES_OF.get(word)?.includes(language) ?? false;

/** The words of a query that carry its meaning, in order. */
export function contentWords(words: string[]): string[] {
  let best: ReadonlySet<string> | null = null;
  let most = 0;
  for (const [, list] of LISTS) {
    const count = words.filter((word) => list.has(word.toLowerCase())).length;
    if (count > most) {
      most = count;
      best = list;
    }
  }
  return best ? words.filter((word) => !best.has(word.toLowerCase())) : words;
}

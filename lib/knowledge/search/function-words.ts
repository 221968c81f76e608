/**
 * Words that only hold a question together. They are dropped from queries, never from the index, and only those of the
 * language that the query seems to be in: German “die” must not cost an English “die”.
 */
const LISTS = [
  "a an the of to in on at by for from with about into onto and or but if then than so as is are was were be been being am do does did done can could should would will shall may might must have has had having i me my we us our you your he him his she her it its they them their this that these those there here what which who whom whose when where why how any some all no not only also just more else again please thank thanks hello hi hey ok okay tell give show explain mean means get say says happen happens need want",
  "der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie was wer wo wann warum wieso welche welcher welches ist sind war waren sein hat haben wird werden kann können soll muss darf ich mir mich du sie er es wir ihr uns von zu zum zur mit bei auf in im an am aus für über nach um nicht auch nur bitte",
  "le la les un une des du de d l et ou mais si que qui quoi quel quelle quels quelles où quand comment pourquoi est sont était être a ont avoir je tu il elle on nous vous ils elles ce cet cette ces dans sur avec pour par en au aux ne pas plus se s il y peut",
  "el la los las un una unos unas y o pero si que qué quién cuál cuáles cómo cuándo dónde por para de del en con sin es son era ser ha han hay se su sus lo le les yo tú él ella no más puede",
  "il lo la i gli le un uno una e o ma se che chi cosa quale quali come quando dove perché di del della dei delle da in con su per è sono era essere ha hanno si non più può",
  "o a os as um uma e ou mas se que quem qual quais como quando onde porque de do da dos das em no na com por para é são era ser tem têm não mais pode",
  "de het een en of maar als dat die wat wie welke hoe wanneer waar waarom is zijn was waren heeft hebben kan moet ik je hij zij wij van in op met voor door bij niet ook naar om te",
  "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще о из ему какой какая какие кто где когда почему это ли или быть есть для",
].map((list) => new Set(list.split(" ")));

/** The words of a query that carry its meaning, in order. */
export function contentWords(words: string[]): string[] {
  let best: Set<string> | null = null;
  let most = 0;
  for (const list of LISTS) {
    const count = words.filter((word) => list.has(word.toLowerCase())).length;
    if (count > most) {
      most = count;
      best = list;
    }
  }
  return best ? words.filter((word) => !best.has(word.toLowerCase())) : words;
}

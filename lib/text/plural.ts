const rules = new Intl.PluralRules("en");

/** `plural(1, "case")` is "1 case", `plural(2, "case")` "2 cases". */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${rules.select(count) === "one" ? one : many}`;
}

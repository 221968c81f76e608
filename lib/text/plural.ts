let rules: Intl.PluralRules | undefined;

/** `plural(1, "case")` is "1 case", `plural(2, "case")` "2 cases". */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  // Made when it is first wanted: it makes the browser read its tables.
  rules ??= new Intl.PluralRules("en");
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${rules.select(count) === "one" ? one : many}`;
}

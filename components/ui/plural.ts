const number = new Intl.NumberFormat("en");

export function formatNumber(value: number): string {
  return number.format(value);
}

/** `plural(1, "chat")` is "1 chat", `plural(2, "chat")` "2 chats". */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** The process's one value of this name. On globalThis, for Next instantiates modules more than once. */
export function perProcess<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`chatbot-platform.${name}`);
  const holder = globalThis as { [key: symbol]: T | undefined };
  holder[key] ??= make();
  return holder[key];
}

/**
 * A visitor's token: in this browser's storage, which browsers keep apart for each site that shows the widget, and in
 * memory where there is none. No cookie.
 */
const memory = new Map<string, string>();

export type TokenPlace = { read(): string | null; keep(token: string): void; forget(): void };

/** `door`: the origin of the web site, or `link`. */
export function tokenPlace(embed: string, door: string): TokenPlace {
  const name = `visit:${embed}:${door}`;
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return work(window.localStorage);
    } catch {
      return null;
    }
  };
  return {
    read: () => memory.get(name) ?? attempt((storage) => storage.getItem(name)),
    keep(token) {
      memory.set(name, token);
      attempt((storage) => storage.setItem(name, token));
    },
    forget() {
      memory.delete(name);
      attempt((storage) => storage.removeItem(name));
    },
  };
}

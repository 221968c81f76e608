/**
 * Changing from chat to chat inside a project without asking the server for a page: the page on screen shows the other
 * chat as soon as it is there, and the router learns of the new address as of any entry that a page makes itself.
 * https://nextjs.org/docs/app/getting-started/linking-and-navigating#native-history-api
 */
const CHAT_PATH = /^\/projects\/([^/]+)(?:\/chats\/([^/]+))?$/;

/** Resolves when a chat can be shown whole, or cannot be had; null: it can already. */
type FetchAhead = (chatId: string) => Promise<void> | null;

/** A chat that comes within this (ms) takes the place of the one before in one step, without a placeholder that only flashes. */
const PATIENCE_MS = 80;
/** The switch that waits for its chat. */
let waiting: (() => void) | null = null;
/** The project whose chats the page on screen can show, and what gets one of them ahead. */
let host: { projectId: string; fetchAhead: FetchAhead } | null = null;
/** What is shown while the router still has another path. */
let ahead: string | null = null;
/** Paths that the router was told of and has not reached yet. */
const told = new Set<string>();
const listeners = new Set<() => void>();

function show(path: string | null): void {
  if (path === ahead) return;
  ahead = path;
  for (const listener of [...listeners]) listener();
}

function hosted(path: string): boolean {
  return host !== null && CHAT_PATH.exec(path)?.[1] === encodeURIComponent(host.projectId);
}

/**
 * A page that shows this project's chats is on screen; `fetchAhead` hears of each that is about to be opened.
 * @returns the function that ends it
 */
export function hostChats(projectId: string, fetchAhead: FetchAhead): () => void {
  const mine = { projectId, fetchAhead };
  host = mine;
  return () => {
    if (host !== mine) return;
    host = null;
    told.clear();
    show(null);
  };
}

function canSwitch(path: string): boolean {
  return hosted(path) && path !== window.location.pathname;
}

/** Gets the chat of a path that somebody seems to be about to open; null where there is nothing to wait for. */
export function prefetchChat(path: string): Promise<void> | null {
  const [, , chatId] = CHAT_PATH.exec(path) ?? [];
  return chatId && host && canSwitch(path) ? host.fetchAhead(decodeURIComponent(chatId)) : null;
}

/**
 * Shows the chat (or the new chat) of this address, which may lead to one of its messages.
 * @returns false where a navigation has to do it
 */
export function switchChat(address: string): boolean {
  const [path = "", hash] = address.split("#", 2);
  if (hash && path === window.location.pathname) {
    const same = address === path + window.location.hash;
    window.history[same ? "replaceState" : "pushState"](null, "", address);
    tellPlace();
    return true;
  }
  if (!canSwitch(path)) return false;
  const go = () => {
    if (waiting !== go) return;
    waiting = null;
    // Another page may have come meanwhile.
    if (!canSwitch(path)) return;
    told.add(path);
    show(path);
    window.history.pushState(null, "", address);
    tellPlace();
  };
  waiting = go;
  const ready = prefetchChat(path);
  if (ready) {
    void ready.then(go);
    setTimeout(go, PATIENCE_MS);
  } else go();
  return true;
}

const placeListeners = new Set<() => void>();

function tellPlace(): void {
  for (const listener of [...placeListeners]) listener();
}

/** Hears when the address leads to another place of the chat, by a link, Back or Forward. */
export function subscribeToPlace(listener: () => void): () => void {
  placeListeners.add(listener);
  window.addEventListener("hashchange", listener);
  window.addEventListener("popstate", listener);
  return () => {
    placeListeners.delete(listener);
    window.removeEventListener("hashchange", listener);
    window.removeEventListener("popstate", listener);
  };
}

/** The path that is shown ahead of the router's, if any. */
export function pathAhead(): string | null {
  return ahead;
}

export function subscribeToSwitches(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The router has arrived at a path: by a switch, perhaps not the last one, or by a navigation of its own. */
export function arrived(path: string): void {
  if (path !== ahead && told.has(path)) return;
  told.clear();
  show(null);
}

if (typeof window !== "undefined") {
  // What the person does next comes after what they did first; a link pressed now would be undone by a switch that comes later.
  for (const act of ["click", "keydown"]) window.addEventListener(act, () => waiting?.(), true);
  // The address has changed by now, and the page must not show another chat under it until the router follows.
  window.addEventListener("popstate", () => {
    waiting = null;
    const path = window.location.pathname;
    if (!hosted(path)) return;
    told.add(path);
    show(path);
  });
}

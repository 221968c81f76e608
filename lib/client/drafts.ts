/** What was typed and not sent, one per chat, in localStorage: it outlives reloads, sign-ins and failed sends. */
const PREFIX = "draft:";
const WRITE_AFTER_MS = 250;

/** Key of a chat's draft; a chat that does not exist yet has its project's. */
export function draftKey(projectId: string, chatId: string | null): string {
  return chatId ?? `new:${projectId}`;
}

export function readDraft(key: string): string {
  const pending = waiting.get(key);
  if (pending) return pending.text;
  try {
    return localStorage.getItem(PREFIX + key) ?? "";
  } catch {
    return "";
  }
}

const waiting = new Map<string, { text: string; timer: ReturnType<typeof setTimeout> }>();

/** Written a moment later, so that fast typing does not write at every key; {@link flushDrafts} does it at once. */
export function writeDraft(key: string, text: string): void {
  clearTimeout(waiting.get(key)?.timer);
  waiting.set(key, { text, timer: setTimeout(() => flush(key), WRITE_AFTER_MS) });
}

export function flushDrafts(): void {
  for (const key of [...waiting.keys()]) flush(key);
}

function flush(key: string): void {
  const pending = waiting.get(key);
  if (!pending) return;
  clearTimeout(pending.timer);
  waiting.delete(key);
  try {
    if (pending.text === "") localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, pending.text);
  } catch {
    // Storage is full or forbidden: the text is still in the field.
  }
}

if (typeof window !== "undefined") {
  window.addEventListener("pagehide", flushDrafts);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) flushDrafts();
  });
}

import { api } from "@/lib/client/api";
import { isLeaving } from "@/lib/client/leaving-chats";
import type { LiveEvent } from "@/lib/client/live";
import { remember } from "@/lib/client/remember";
import type { Chat, ProjectSummary } from "@/lib/schemas";

/** How many projects are listed at first. */
export const SIDEBAR_PROJECTS = 50;

/** Without a look where only its name is known yet. */
export type ShellProject = Pick<ProjectSummary, "id" | "name"> &
  Partial<Pick<ProjectSummary, "icon" | "color" | "pinned">>;
export type ChatList = { items: Chat[]; nextCursor: string | null };
export type ShellState = {
  projects: ShellProject[];
  moreProjects: boolean;
  /** Chats of each project that was looked at, newest activity first. */
  chats: Readonly<Record<string, ChatList>>;
  sidebarOpen: boolean;
  /** The demo model answers, for no provider is set up. */
  demo: boolean;
  /** Whether the person sets providers up here. */
  admin: boolean;
  /** The names that administrators gave to models, by full name. */
  modelNames: Readonly<Record<string, string>>;
};

/** A chat as the sidebar knows it, which hears of every change; undefined for one further down than was read. */
export function listedChat(state: ShellState, projectId: string, chatId: string | null): Chat | undefined {
  return state.chats[projectId]?.items.find(({ id }) => id === chatId);
}

/** Answers and news overtake each other; a title that was read before the known one was set does not come back. */
function withNewestTitle(known: Chat | undefined, chat: Chat): Chat {
  if (!known || known.updatedAt <= chat.updatedAt) return chat;
  return { ...chat, title: known.title, updatedAt: known.updatedAt };
}

export type ShellStore = ReturnType<typeof createShellStore>;

const PAGE = 30;
/** What the API gives at most. */
const PAGE_MAX = 100;
/** Readable by the server, so that a closed sidebar is closed in the first paint. */
export const SIDEBAR_COOKIE = "sidebar";

/** What the sidebar, the breadcrumbs and the palette know. One per page load, filled by the server. */
export function createShellStore(initial: ShellState) {
  let state = initial;
  const listeners = new Set<() => void>();
  const loading = new Map<string, Promise<void>>();

  function set(patch: Partial<ShellState>): void {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }
  function setChats(projectId: string, list: ChatList): void {
    set({ chats: { ...state.chats, [projectId]: list } });
  }
  function upsertProject(project: ShellProject): void {
    const known = state.projects.find(({ id }) => id === project.id);
    const merged = { ...known, ...project };
    // To pin a project is no activity in it.
    const stays = known && project.pinned !== undefined && project.pinned !== known.pinned;
    const others = state.projects.filter((one) => one !== known);
    set({
      projects: stays ? state.projects.map((one) => (one === known ? merged : one)) : [merged, ...others],
    });
  }
  function upsertChat(chat: Chat): void {
    if (isLeaving(chat.id)) return;
    const list = state.chats[chat.projectId];
    if (!list) return;
    const known = list.items.find(({ id }) => id === chat.id);
    const items = list.items.filter(({ id }) => id !== chat.id);
    if (chat.archived) {
      setChats(chat.projectId, { ...list, items });
      return;
    }
    const moved = !known || known.activityAt !== chat.activityAt;
    const at = moved ? items.findIndex((c) => c.activityAt <= chat.activityAt) : list.items.indexOf(known);
    items.splice(at === -1 ? items.length : at, 0, withNewestTitle(known, chat));
    setChats(chat.projectId, { ...list, items });
  }

  function read(projectId: string, cursor: string | null, limit: number, pinned = false) {
    const query = new URLSearchParams({
      limit: String(limit),
      ...(cursor ? { cursor } : {}),
      ...(pinned ? { pinned: "true" } : {}),
    });
    return api<{ chats: Chat[]; nextCursor: string | null }>(`/api/projects/${projectId}/chats?${query}`);
  }
  const listed = (projectId: string): Chat[] => state.chats[projectId]?.items ?? [];
  /** The page at the cursor after what is listed; without one, everything listed anew, at once: no row leaves and comes back. */
  async function load(projectId: string, cursor: string | null): Promise<void> {
    let found: Chat[] = [];
    let next = cursor;
    do {
      const missing = cursor ? PAGE : listed(projectId).length - found.length;
      const page = await read(projectId, next, Math.min(Math.max(missing, PAGE), PAGE_MAX));
      found = [...found, ...page.chats];
      next = page.nextCursor;
    } while (!cursor && next && found.length < listed(projectId).length);
    // Pinned ones stand on top however old they are.
    if (!cursor && next) {
      const pinned = await read(projectId, null, PAGE_MAX, true);
      const seen = new Set(found.map(({ id }) => id));
      found = [...found, ...pinned.chats.filter(({ id }) => !seen.has(id))];
    }
    const known = new Map(listed(projectId).map((chat) => [chat.id, chat]));
    const before = cursor ? [...known.values()] : [];
    const seen = new Set(before.map(({ id }) => id));
    const fresh = found.filter(({ id }) => !seen.has(id) && !isLeaving(id));
    const items = [...before, ...fresh.map((chat) => withNewestTitle(known.get(chat.id), chat))];
    setChats(projectId, { items, nextCursor: next });
  }
  /** Two calls for the same page are one request. */
  function once(projectId: string, cursor: string | null): Promise<void> {
    const key = `${projectId} ${cursor ?? ""}`;
    const running = loading.get(key) ?? load(projectId, cursor).finally(() => loading.delete(key));
    loading.set(key, running);
    return running;
  }

  /** Some may have come or gone unheard. Of those that one page doesn't hold, the listed ones stay. */
  async function reloadProjects(): Promise<void> {
    const before = state.projects;
    const { projects, nextCursor } = await api<{ projects: ProjectSummary[]; nextCursor: string | null }>(
      `/api/projects?limit=${SIDEBAR_PROJECTS}`,
    );
    if (state.projects !== before) return reloadProjects();
    const found = new Set(projects.map(({ id }) => id));
    const further = nextCursor === null ? [] : before.filter(({ id }) => !found.has(id));
    const listed = projects.map(({ id, name, icon, color, pinned }) => ({ id, name, icon, color, pinned }));
    set({ projects: [...listed, ...further], moreProjects: nextCursor !== null });
  }

  return {
    getState: () => state,
    /** What the page was rendered with on the server: parts of it are hydrated after news has come. */
    getInitial: () => initial,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    seed(project: ShellProject, chats: ChatList | undefined): void {
      const known = state.projects.find(({ id }) => id === project.id);
      const merged = { ...known, ...project };
      if (!known) set({ projects: [...state.projects, project] });
      else if (known.name !== merged.name || known.icon !== merged.icon || known.color !== merged.color) {
        set({ projects: state.projects.map((one) => (one === known ? merged : one)) });
      }
      if (chats) {
        setChats(project.id, { ...chats, items: chats.items.filter(({ id }) => !isLeaving(id)) });
      }
    },
    reloadChats: (projectId: string) => once(projectId, null),
    async moreChats(projectId: string): Promise<void> {
      const cursor = state.chats[projectId]?.nextCursor;
      if (cursor) await once(projectId, cursor);
    },
    apply(event: LiveEvent): void {
      if (event.type === "chat") upsertChat(event.chat);
      else if (event.type === "reset") {
        void reloadProjects().catch(() => undefined);
        for (const projectId of Object.keys(state.chats)) void once(projectId, null).catch(() => undefined);
      } else if (event.type === "project") upsertProject(event.project);
      else if (event.type === "project-removed") {
        set({ projects: state.projects.filter(({ id }) => id !== event.projectId) });
      } else if (event.type === "chat-removed") {
        const list = state.chats[event.projectId];
        if (list) {
          setChats(event.projectId, { ...list, items: list.items.filter(({ id }) => id !== event.chatId) });
        }
      }
    },
    toggleSidebar(): void {
      set({ sidebarOpen: !state.sidebarOpen });
      remember(SIDEBAR_COOKIE, state.sidebarOpen ? "open" : "closed");
    },
  };
}

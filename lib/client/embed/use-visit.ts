import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError, messageOf } from "@/lib/client/api";
import type { VisitorChat, VisitorMessage } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { type EmbedCalls, embedCalls } from "./calls";
import { type Reply, readReply } from "./reply";
import { type TokenPlace, tokenPlace } from "./token";

export type Door = { embed: string /** Null: the link. */; origin: string | null };
type Phase = "loading" | "locked" | "open";

const isEnded = (error: unknown) => error instanceof ApiError && error.status === 401;

/** A visit: who is let in, their chats, the one that is shown, and the reply under way. */
export function useVisit(door: Door, locked: boolean) {
  const { embed, origin } = door;
  const calls = useRef<EmbedCalls>(null);
  calls.current ??= embedCalls(embed);
  const place = useRef<TokenPlace>(null);
  place.current ??= tokenPlace(embed, origin ?? "link");
  const api = calls.current;
  const kept = place.current;

  const [phase, setPhase] = useState<Phase>("loading");
  const [chats, setChats] = useState<VisitorChat[]>([]);
  const [chatId, setChatId] = useState<string | null>(null);
  const [messages, setMessages] = useState<VisitorMessage[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** Which chat is on screen; what comes for another one later is not shown. */
  const shown = useRef<object>({});

  const ended = useCallback(() => {
    kept.forget();
    setChats([]);
    if (locked) setPhase("locked");
  }, [kept, locked]);

  const failed = useCallback(
    (error: unknown) => {
      if (isEnded(error)) ended();
      setFailure(isEnded(error) ? clientText.visit.ended : messageOf(error));
    },
    [ended],
  );

  /** Shows a reply while it grows, as long as its chat is on screen. */
  const follow = useCallback(async (response: Response, mine: object): Promise<Reply> => {
    const put = (reply: Reply) => {
      if (shown.current !== mine) return;
      if (reply.chatId) setChatId(reply.chatId);
      setMessages((all) => {
        const last = all.at(-1);
        if (last?.role !== "assistant") return all;
        const { chatId: _chat, ...grown } = reply;
        return [...all.slice(0, -1), { ...last, ...grown }];
      });
    };
    const reply = await readReply(response, put);
    put(reply);
    return reply;
  }, []);

  const openChat = useCallback(
    async (id: string) => {
      const token = kept.read();
      if (!token) return;
      const mine = {};
      shown.current = mine;
      setFailure(null);
      try {
        const found = await api.messages(token, id);
        if (shown.current !== mine) return;
        setChatId(id);
        setMessages(found.messages);
        const running = found.messages.at(-1)?.status === "streaming";
        setBusy(running);
        if (!running) return;
        const response = await api.follow(token, id);
        if (response.status === 204) setMessages((await api.messages(token, id)).messages);
        else await follow(response, mine);
      } catch (error) {
        if (shown.current === mine) failed(error);
      }
      if (shown.current === mine) setBusy(false);
    },
    [api, kept, failed, follow],
  );

  const list = useCallback(async () => {
    const token = kept.read();
    if (!token) return [];
    const found = (await api.chats(token)).chats;
    setChats(found);
    return found;
  }, [api, kept]);

  useEffect(() => {
    const begin = async () => {
      if (!kept.read()) return setPhase(locked ? "locked" : "open");
      try {
        const [newest] = await list();
        if (newest) await Promise.race([openChat(newest.id), new Promise((go) => setTimeout(go, 3_000))]);
        setPhase("open");
      } catch (error) {
        if (isEnded(error)) {
          kept.forget();
          setPhase(locked ? "locked" : "open");
        } else {
          failed(error);
          setPhase("open");
        }
      }
    };
    void begin();
  }, [kept, list, locked, openChat, failed]);

  const token = async (): Promise<string> => {
    const known = kept.read();
    if (known) return known;
    const made = await api.comeIn(origin === null ? {} : { origin });
    kept.keep(made.token);
    return made.token;
  };

  const ask = async (text: string) => {
    const mine = shown.current;
    const at = new Date().toISOString();
    const before = messages;
    setFailure(null);
    setBusy(true);
    setMessages([
      ...before,
      { id: "asked", role: "user", text, status: "complete", rating: null, createdAt: at },
      { id: "answer", role: "assistant", text: "", status: "streaming", rating: null, createdAt: at },
    ]);
    try {
      const response = await api.ask(await token(), text, chatId);
      await follow(response, mine);
      void list().catch(() => undefined);
    } catch (error) {
      if (shown.current === mine) {
        setMessages(before);
        if (isEnded(error)) newChat();
        failed(error);
        setBusy(false);
      }
      return false;
    }
    if (shown.current === mine) setBusy(false);
    return true;
  };

  function newChat(): void {
    shown.current = {};
    setChatId(null);
    setMessages([]);
    setFailure(null);
    setBusy(false);
  }

  /** Whatever goes wrong is told; true when nothing did. */
  const attempt = async (work: (token: string) => Promise<unknown>): Promise<boolean> => {
    const known = kept.read();
    if (!known) return false;
    try {
      await work(known);
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
  };

  return {
    phase,
    chats,
    chatId,
    messages,
    busy,
    failure,
    ask,
    newChat,
    openChat,
    /** Reads the chats again; what fails leaves them as they are. */
    list: () => list().catch(failed),
    /** @throws ApiError */
    async unlock(password: string) {
      const made = await api.comeIn({ password });
      kept.keep(made.token);
      setFailure(null);
      setPhase("open");
      return made.face;
    },
    stop: () => attempt((known) => (chatId ? api.stop(known, chatId) : Promise.resolve())),
    async rate(messageId: string, rating: "up" | "down" | null) {
      if (!chatId) return;
      const set = (value: "up" | "down" | null) =>
        setMessages((all) => all.map((one) => (one.id === messageId ? { ...one, rating: value } : one)));
      set(rating);
      await attempt((known) => api.rate(known, chatId, messageId, rating));
    },
    async removeChat(id: string) {
      if (!(await attempt((known) => api.remove(known, id)))) return;
      setChats((all) => all.filter((one) => one.id !== id));
      if (id === chatId) newChat();
    },
    async forget() {
      if (!(await attempt((known) => api.forget(known)))) return;
      newChat();
      ended();
    },
  };
}

"use client";

import { lazy, Suspense, useEffect, useRef } from "react";
import { useBrand } from "@/components/shell/brand";
import { useShellState } from "@/components/shell/shell-provider";
import { listedChat } from "@/components/shell/store";
import { deferred } from "@/components/ui/deferred";
import { useChatVariables } from "@/components/variables/use-chat-variables";
import type { InitialChat } from "@/lib/client/chat/registry";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import type { VariableValues } from "@/lib/schemas";
import { chatPageText } from "@/lib/text/chat-page";
import type { ChatProject } from "./chat-project";
import { Composer } from "./composer";
import { Connection } from "./connection";
import { DraftOrLive } from "./draft-or-live";
import { EmptyChat } from "./empty-chat";
import { fetchThread, LazyThread } from "./lazy-thread";
import { LoadFailed } from "./load-failed";
import { NoticeBar } from "./notice-bar";
import { ThreadSkeleton } from "./thread-skeleton";
import { useChatSession } from "./use-chat-session";
import { usePlace } from "./use-place";

const ChatVariablesForm = lazy(() => import("@/components/variables/chat-variables"));

/** The chat page. `initial` is what the server rendered it with; none on the project's page for a new chat. */
/** Fetched when the page stands: most chats never need it. */
const WayOut = deferred(() => import("./way-out"));

export function ChatView({
  project,
  initial,
  maxFileBytes,
}: {
  project: ChatProject;
  initial?: InitialChat;
  maxFileBytes: number;
}) {
  // The values that a chat remembers for the prompts' variables come with its page.
  const session = useChatSession(project.id, initial, project.variables.length === 0);
  return (
    <ChatBody
      key={session.serial}
      session={session}
      project={project}
      remembered={initial?.chatId === session.state.chatId ? initial?.variables : undefined}
      initialTitle={initial?.chatId === session.state.chatId ? initial?.title : undefined}
      maxFileBytes={maxFileBytes}
    />
  );
}

function ChatBody({
  session,
  project,
  remembered,
  initialTitle,
  maxFileBytes,
}: {
  session: ChatSession;
  project: ChatProject;
  remembered: VariableValues | undefined;
  initialTitle: string | undefined;
  maxFileBytes: number;
}) {
  const loaded = useThread(session, (state) => state.loaded);
  const loadError = useThread(session, (state) => state.loadError);
  const empty = useThread(session, (state) => state.keys.length === 0);
  const variables = useChatVariables(session, project.variables, remembered);
  const foot = useRef<HTMLDivElement>(null);
  usePlace(session);
  useStopOnEscape(session);
  const title = useTitle(session, initialTitle, project.name);
  return (
    <>
      {loadError ? (
        <LoadFailed error={loadError} projectId={project.id} onRetry={() => void session.refresh()} />
      ) : !loaded ? (
        <ThreadSkeleton />
      ) : empty ? (
        <EmptyChat
          session={session}
          project={project}
          onIntent={fetchThread}
          onPrefill={(text) => {
            const field = foot.current?.querySelector<HTMLTextAreaElement>("form textarea[data-main-field]");
            if (!field) return;
            field.focus();
            field.setRangeText(text, 0, field.value.length, "end");
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }}
        />
      ) : (
        <>
          <h1 className="sr-only">{title}</h1>
          <LazyThread session={session} />
        </>
      )}
      <div ref={foot} className="mx-auto w-full max-w-reading shrink-0 px-3 pb-3 sm:px-6 sm:pb-4">
        <Connection session={session} />
        {loaded && !empty ? (
          <div className="mb-2 empty:hidden">
            <WayOut session={session} project={project} fallback={null} />
          </div>
        ) : null}
        <NoticeBar session={session} />
        {variables ? (
          <Suspense>
            <ChatVariablesForm
              variables={variables}
              fresh={loaded && empty}
              onDone={() => foot.current?.querySelector<HTMLElement>("form textarea")?.focus()}
            />
          </Suspense>
        ) : null}
        {project.liveRelease === null ? null : (
          <DraftOrLive session={session} liveRelease={project.liveRelease} />
        )}
        <Composer
          session={session}
          maxFileBytes={maxFileBytes}
          model={project.model}
          seeing={project.seeing}
          placeholder={chatPageText.view.message(project.name)}
          onFirstInput={fetchThread}
        />
      </div>
    </>
  );
}

/** The chat's title as it comes to be and changes, without a navigation; the window's title follows it. */
function useTitle(session: ChatSession, initial: string | undefined, projectName: string): string {
  const chatId = useThread(session, (state) => state.chatId);
  const read = useThread(session, (state) => state.title);
  const listed = useShellState((state) => listedChat(state, session.projectId, chatId)?.title);
  const title = listed ?? read ?? initial;
  const { name } = useBrand();
  useEffect(() => {
    if (title) document.title = `${title} · ${projectName}`;
    else if (!chatId) document.title = `${projectName} · ${name}`;
  }, [title, chatId, projectName, name]);
  return title ?? chatPageText.view.chatIn(projectName);
}

/** Esc stops the reply when nothing nearer (a menu, an edit) has used it up. */
function useStopOnEscape(session: ChatSession): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !session.busy) return;
      event.preventDefault();
      void session.stop();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [session]);
}

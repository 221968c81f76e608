"use client";

import Link from "next/link";
import { useModelTitle } from "@/components/shell/use-model-title";
import { deferred } from "@/components/ui/deferred";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { chatPageText } from "@/lib/text/chat-page";
import { composerText } from "@/lib/text/composer";
import type { ChatProject } from "./chat-project";

/** Fetched when the page stands: most chats never need it. */
const WayOut = deferred(() => import("./way-out"));

/** What a new chat shows: whom one is about to talk to, and a way to begin without thinking. */
export function EmptyChat({
  session,
  project,
  onIntent,
  onPrefill,
}: {
  session: ChatSession;
  project: ChatProject;
  /** The pointer or the focus is on a way to begin: what the thread needs can be fetched. */
  onIntent: () => void;
  /** A beginning for the person to complete. */
  onPrefill: (text: string) => void;
}) {
  const title = useModelTitle();
  const own = useThread(session, (state) => state.model);
  const starters = project.starters.length > 0 ? project.starters : composerText.general;
  /** One that ends in “…” is completed by the person. */
  const begin = (text: string) => {
    if (text.endsWith("…")) onPrefill(text.slice(0, -1));
    else void session.send(text);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="m-auto flex w-full max-w-reading flex-col gap-6 px-4 py-8 sm:px-6">
        <div className="flex flex-col gap-2">
          <h1 className="break-words font-semibold text-2xl" dir="auto">
            {project.name}
          </h1>
          <p className="text-base text-fg-muted">
            {chatPageText.empty.from}{" "}
            <span className="font-medium text-fg">
              {chatPageText.empty.model(title(own ?? project.model))}
            </span>
            {project.hasPrompts ? chatPageText.empty.guided : ". "}
            {project.hasPrompts ? null : (
              <Link
                href={`/projects/${project.id}/prompts`}
                prefetch={false}
                className="text-accent-text underline underline-offset-4"
              >
                {chatPageText.empty.addPrompt}
              </Link>
            )}
            {project.hasPrompts ? null : chatPageText.empty.toGuide}
          </p>
        </div>
        <WayOut session={session} project={project} fallback={null} />
        <ul
          className="flex flex-col gap-2"
          aria-label={composerText.starters}
          onPointerEnter={onIntent}
          onFocus={onIntent}
        >
          {starters.map((text) => (
            <li key={text}>
              <button
                type="button"
                dir="auto"
                className="min-h-control w-full rounded-md border border-line bg-surface px-3.5 py-2 text-start text-fg-muted transition-colors hover:bg-hover hover:text-fg sm:w-auto"
                onClick={() => begin(text)}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

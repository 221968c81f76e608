"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useModelTitle } from "@/components/shell/use-model-title";
import { deferred } from "@/components/ui/deferred";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { effortsOf } from "@/lib/schemas/effort";
import { composerText } from "@/lib/text/composer";
import { effortText } from "@/lib/text/effort";

const ModelMenu = deferred(() => import("./model-menu"));

/** Which model answers next, and the way to another one for this chat alone. */
export function ModelPill({ session, projectModel }: { session: ChatSession; projectModel: string }) {
  const own = useThread(session, (state) => state.model);
  const [asked, setAsked] = useState(false);
  const effort = useThread(session, (state) => state.effort);
  const shown = own ?? projectModel;
  const title = useModelTitle()(shown);
  const efforts = effortsOf(shown);
  const thinks = effort && efforts.includes(effort) ? effort : null;
  const pill = (
    <button
      type="button"
      aria-label={composerText.model.current(
        thinks ? `${title}, ${effortText.label} ${effortText.short[thinks]}` : title,
      )}
      aria-haspopup="dialog"
      data-tip={composerText.model.title}
      className="flex h-8 min-w-0 items-center gap-1 rounded-full px-2.5 text-fg-muted text-sm transition-colors hover:bg-hover hover:text-fg touch:h-11"
      onPointerEnter={() => void ModelMenu.load().catch(() => undefined)}
      onClick={() => setAsked(true)}
    >
      <span className="truncate" dir="auto">
        {title}
      </span>
      {thinks ? <span className="shrink-0 text-fg-subtle">· {effortText.short[thinks]}</span> : null}
      <ChevronDown className="size-3.5 shrink-0" aria-hidden="true" />
    </button>
  );
  if (!asked) return pill;
  return (
    <ModelMenu
      fallback={pill}
      trigger={pill}
      own={own}
      projectModel={projectModel}
      onChoose={(model) => void session.answerWith({ model })}
      efforts={efforts}
      effort={thinks}
      onEffort={(next) => void session.answerWith({ effort: next })}
    />
  );
}

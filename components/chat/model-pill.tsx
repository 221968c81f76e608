"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { deferred } from "@/components/ui/deferred";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { shortModelName } from "@/lib/schemas/model-name";

const ModelMenu = deferred(() => import("./model-menu"));

/** Which model answers next, and the way to another one for this chat alone. */
export function ModelPill({ session, projectModel }: { session: ChatSession; projectModel: string }) {
  const own = useThread(session, (state) => state.model);
  const [asked, setAsked] = useState(false);
  const shown = own ?? projectModel;
  const pill = (
    <button
      type="button"
      aria-label={`Model: ${shown}`}
      aria-haspopup="dialog"
      title="Model for this chat"
      className="flex h-8 min-w-0 items-center gap-1 rounded-full px-2.5 text-fg-muted text-sm transition-colors hover:bg-hover hover:text-fg touch:h-11"
      onPointerEnter={() => void ModelMenu.load().catch(() => undefined)}
      onClick={() => setAsked(true)}
    >
      <span className="truncate" dir="auto">
        {shortModelName(shown)}
      </span>
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
      onChoose={(model) => void session.chooseModel(model)}
    />
  );
}

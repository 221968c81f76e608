import type { EmbedFace } from "@/lib/schemas";
import { embedText as text } from "@/lib/text/embed";
import { cn } from "@/lib/utils";
import { paintOf } from "./colours";
import { VisitorComposer } from "./visitor-composer";
import { VisitorHeader } from "./visitor-header";
import { VisitorWelcome } from "./visitor-welcome";

const nothing = () => {};

/** The widget as a visitor finds it, with what stands in the form. It does nothing. */
export function EmbedPreview({ face, position }: { face: EmbedFace; position: "left" | "right" }) {
  return (
    <section aria-label={text.preview} className="rounded-lg border border-line bg-sunken p-4">
      <p className="pb-3 font-medium text-fg-muted">{text.preview}</p>
      <div inert className={cn("flex flex-col gap-3", position === "left" ? "items-start" : "items-end")}>
        <div className="flex h-96 w-full max-w-80 flex-col overflow-hidden rounded-2xl bg-canvas shadow-float">
          <VisitorHeader
            title={face.title}
            colour={face.colour}
            heading="p"
            onChats={nothing}
            onNew={nothing}
            onClose={nothing}
          />
          <div className="min-h-0 flex-1 overflow-hidden p-4">
            <VisitorWelcome face={face} onAsk={nothing} />
          </div>
          <VisitorComposer busy={false} colour={face.colour} onSend={async () => true} onStop={nothing} />
        </div>
        <span
          style={paintOf(face.colour)}
          className="grid size-14 place-items-center rounded-full shadow-float"
        >
          <svg viewBox="0 0 24 24" className="size-6 fill-none stroke-2 stroke-current" aria-hidden="true">
            <path d="M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z" strokeLinejoin="round" />
          </svg>
        </span>
      </div>
    </section>
  );
}

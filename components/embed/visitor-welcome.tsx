import type { EmbedFace } from "@/lib/schemas";
import { VISITOR_DAYS } from "@/lib/schemas/embed";
import { visitText as text } from "@/lib/text/embed";

/** What stands where nothing has been said yet. */
export function VisitorWelcome({
  face,
  onAsk,
}: {
  face: Pick<EmbedFace, "greeting" | "suggestions">;
  onAsk: ((question: string) => void) | null;
}) {
  return (
    <div className="flex flex-col items-start gap-4">
      {face.greeting === "" ? null : (
        <p dir="auto" className="whitespace-pre-wrap break-words text-base">
          {face.greeting}
        </p>
      )}
      {face.suggestions.length === 0 ? null : (
        <ul className="flex flex-col items-start gap-2">
          {face.suggestions.map((suggestion) => (
            <li key={suggestion}>
              <button
                type="button"
                dir="auto"
                disabled={!onAsk}
                className="min-h-control break-words rounded-2xl border border-line-strong px-3.5 py-2 text-start hover:bg-hover disabled:hover:bg-transparent"
                onClick={() => onAsk?.(suggestion)}
              >
                {suggestion}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="text-fg-muted text-sm">
        {text.mayBeWrong} {text.privacy(VISITOR_DAYS)}
      </p>
    </div>
  );
}

import type { FilePassage } from "@/lib/schemas";
import { placeText } from "@/lib/schemas/place";
import { filesText } from "@/lib/text/files";

/** What was read from a file, passage after passage; the one that was asked for stands out. */
export function FileText({ passages, at }: { passages: FilePassage[]; at: number | null }) {
  let above = "";
  return (
    <div className="flex flex-col gap-1">
      {passages.map(({ ordinal, heading, location, text, overlap }) => {
        const titles = heading.join(" › ");
        const fresh = titles !== above;
        above = titles;
        return (
          <section
            key={ordinal}
            id={`passage-${ordinal}`}
            aria-label={placeText(location) || filesText.passages.one(ordinal + 1)}
            // Not by `:target`, which a navigation within the app does not set.
            aria-current={ordinal === at ? "true" : undefined}
            className="scroll-mt-20 rounded-md px-3 py-2 aria-[current=true]:bg-accent-soft"
          >
            <p className="flex flex-wrap justify-between gap-x-4 text-fg-subtle text-xs">
              <span dir="auto" className="min-w-0 break-words">
                {fresh ? titles : ""}
              </span>
              <span className="shrink-0">{placeText(location)}</span>
            </p>
            <p dir="auto" className="max-w-prose whitespace-pre-wrap break-words">
              {text.slice(overlap).trim()}
            </p>
          </section>
        );
      })}
    </div>
  );
}

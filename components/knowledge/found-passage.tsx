import Link from "next/link";
import { Card } from "@/components/ui/card";
import type { Source } from "@/lib/schemas";
import { placeText } from "@/lib/schemas/place";
import { knowledgeText } from "@/lib/text/knowledge";
import { MarkedText } from "./marked-text";
import { passageHref } from "./passage-href";

/** One passage with its place, how well it fits, and a way to it in its file. */
export function FoundPassage({ projectId, source }: { projectId: string; source: Source }) {
  const { number, filename, location, heading, text, matches, score, tokens, fileId, ordinal } = source;
  const place = [...heading, placeText(location)].filter(Boolean).join(" › ");
  const percent = Math.round(score * 100);
  return (
    <Card className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="font-medium text-accent-text text-xs tabular-nums">{number}</span>
        <Link
          href={passageHref(projectId, fileId, ordinal)}
          prefetch={false}
          dir="auto"
          className="inline-block min-w-0 truncate font-medium underline-offset-2 hover:underline touch:-my-3 touch:min-w-11 touch:py-3"
        >
          {filename}
        </Link>
        {place ? (
          <span dir="auto" className="min-w-0 break-words text-fg-muted text-sm">
            {place}
          </span>
        ) : null}
        <span
          className="ml-auto shrink-0 text-fg-subtle text-xs tabular-nums"
          data-tip={knowledgeText.scoreHint}
        >
          {knowledgeText.score(percent, Boolean(source.weak), tokens)}
        </span>
      </div>
      <p dir="auto" className="max-h-72 overflow-y-auto whitespace-pre-wrap break-words text-sm">
        <MarkedText text={text} matches={matches} />
      </p>
    </Card>
  );
}

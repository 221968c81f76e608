import type { SearchHit } from "@/lib/schemas";
import { lead } from "./extract-lead";

/** Where the words were found, with the words marked. */
export function Extract({ pieces }: { pieces: SearchHit["extract"] }) {
  return pieces.map(({ text, match }, index) =>
    match ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in their order
      <mark key={index} className="rounded-sm bg-accent-soft font-medium text-fg">
        {text}
      </mark>
    ) : index === 0 && pieces[1]?.match ? (
      lead(text)
    ) : (
      text
    ),
  );
}

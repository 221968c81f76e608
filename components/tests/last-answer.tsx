import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/time-ago";
import type { LastAnswer } from "@/lib/evals";
import type { PassageRef } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const text = testsText.lastAnswer;

/** What the draft said last time, and what it was given: a press on a passage expects it from now on. */
export function LastAnswerView({
  answer: { output, error, at, passages },
  expected,
  onPick,
}: {
  answer: LastAnswer;
  /** Hashes of passages that a check expects already. */
  expected: ReadonlySet<string>;
  onPick: (passage: PassageRef) => void;
}) {
  return (
    <section aria-labelledby="answer" className="flex flex-col gap-2">
      <h2 id="answer" className="font-medium">
        {text.title}{" "}
        <span className="font-normal text-fg-subtle text-xs">
          <TimeAgo iso={at} />
        </span>
      </h2>
      <Card className="max-h-80 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-labelledby="answer">
        {error === null ? (
          <p className="whitespace-pre-wrap break-words" dir="auto">
            {output}
          </p>
        ) : (
          <p className="text-danger-text">{error}</p>
        )}
      </Card>
      {passages.length > 0 ? (
        <>
          <p className="text-fg-subtle text-sm">{text.passages}</p>
          <ol className="flex flex-col gap-2">
            {passages.map((passage) => (
              <li key={passage.hash}>
                <button
                  type="button"
                  disabled={expected.has(passage.hash)}
                  className="w-full rounded-md border border-line px-3 py-2 text-start transition-colors enabled:hover:bg-hover"
                  onClick={() => onPick(passage)}
                >
                  <span className="flex justify-between gap-3 text-fg-muted text-xs">
                    <span className="min-w-0 truncate">
                      {passage.rank}. {passage.filename}
                    </span>
                    <span className="shrink-0">
                      {expected.has(passage.hash) ? text.expected : text.expect}
                    </span>
                  </span>
                  <span className="line-clamp-3 break-words" dir="auto">
                    {passage.text}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  );
}

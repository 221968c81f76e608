"use client";

import { exactTime, formatDollars, formatNumber } from "@/components/ui/format";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import { chatText } from "@/lib/text/chat";
import { effortText } from "@/lib/text/effort";

const words = chatText.details;

/** What is known of how a reply came about. */
export function ReplyDetails({ message }: { message: ThreadMessage }) {
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-sm">
      {factsOf(message).map(([name, value]) => (
        <div key={name}>
          <dt className="text-fg-subtle text-xs">{name}</dt>
          <dd className="break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf({ model, effort, createdAt, usage, timing, cost }: ThreadMessage): [string, string][] {
  const facts: [string, string][] = [
    [words.model, model ?? words.unknown],
    ...(effort ? ([[effortText.label, effortText.short[effort]]] as [string, string][]) : []),
    [words.time, exactTime(createdAt)],
  ];
  if (timing) {
    facts.push([words.duration, words.seconds(timing.total)]);
    if (timing.first !== undefined) facts.push([words.firstText, words.seconds(timing.first)]);
  }
  if (usage) {
    facts.push([words.sent, formatNumber(usage.prompt_tokens)]);
    facts.push([words.received, formatNumber(usage.completion_tokens)]);
    // From the first of them: what came before was waiting.
    const writing = timing && timing.total - (timing.first ?? 0);
    if (writing && usage.completion_tokens > 1) {
      facts.push([words.speed, words.tokensPerSecond(usage.completion_tokens / (writing / 1_000))]);
    }
  }
  if (cost !== undefined) facts.push([words.cost, formatDollars(cost)]);
  return facts;
}

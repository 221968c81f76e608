"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { FEEDBACK_REASONS } from "@/lib/schemas/feedback-reasons";
import { feedbackText } from "@/lib/text/feedback";

const { ratings, reasons, times } = feedbackText;
const RATINGS = (["all", "up", "down"] as const).map((value) => ({ value, label: ratings[value] }));
const TIMES = (["all", "7", "30", "90"] as const).map((value) => ({ value, label: times[value] }));
const REASONS = [
  { value: "all", label: feedbackText.anyReason },
  ...FEEDBACK_REASONS.map((value) => ({ value, label: reasons[value] })),
];

export type Filters = { rating?: "up" | "down"; reason?: string; days?: "7" | "30" | "90" };

/** What the list shows; part of the address, so that it can be linked to and gone back to. */
export function FeedbackFilters({ filters }: { filters: Filters }) {
  const router = useRouter();
  const path = usePathname();
  const [pending, start] = useTransition();
  const choose = (patch: Record<string, string>) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filters, ...patch })) {
      if (value && value !== "all") query.set(name, value);
    }
    const address = query.size > 0 ? `${path}?${query}` : path;
    start(() => router.push(address, { scroll: false }));
  };
  return (
    <div className="flex flex-wrap items-center gap-2 pb-4">
      <div className="w-44 max-sm:flex-1">
        <Select
          aria-label={feedbackText.rating}
          value={filters.rating ?? "all"}
          options={RATINGS}
          onValueChange={(rating) => choose({ rating })}
        />
      </div>
      <div className="w-48 max-sm:flex-1">
        <Select
          aria-label={feedbackText.reason}
          value={filters.reason ?? "all"}
          options={REASONS}
          onValueChange={(reason) => choose({ reason })}
        />
      </div>
      <div className="w-44 max-sm:flex-1">
        <Select
          aria-label={feedbackText.time}
          value={filters.days ?? "all"}
          options={TIMES}
          onValueChange={(days) => choose({ days })}
        />
      </div>
      {pending ? <Spinner className="animate-late text-fg-subtle" /> : null}
    </div>
  );
}

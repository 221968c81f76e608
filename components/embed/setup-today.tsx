"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format";
import { VISITOR_DAYS } from "@/lib/schemas/embed";
import { embedText } from "@/lib/text/embed";
import type { EmbedForm } from "./use-embed";

const text = embedText.today;

/** How much visitors use, and the way to end it all. What they wrote is theirs. */
export function SetupToday({ form: { used, visitors, ratings, pending, endVisits } }: { form: EmbedForm }) {
  const [asking, setAsking] = useState(false);
  return (
    <Section title={text.title} description={text.privacy(VISITOR_DAYS)}>
      <p>
        {used.messages === 0 ? text.none : `${text.used(used.messages, formatNumber(used.tokens))}.`}{" "}
        {text.visitors(visitors)}.
        {ratings.up + ratings.down === 0 ? null : ` ${text.ratings(ratings.up, ratings.down)}.`}
      </p>
      {visitors === 0 ? null : (
        <div>
          <Button variant="danger-quiet" onClick={() => setAsking(true)}>
            {text.end}
          </Button>
        </div>
      )}
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={text.endTitle}
        description={text.endText}
        confirmLabel={text.end}
        pending={pending}
        onConfirm={() => void endVisits().then(() => setAsking(false))}
      />
    </Section>
  );
}

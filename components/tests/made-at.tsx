"use client";

import { useEffect, useState } from "react";
import { exactTime } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";

/** How long ago on a screen; on paper the moment itself, by the reader's clock. */
export function MadeAt({ iso }: { iso: string }) {
  const [exact, setExact] = useState("");
  useEffect(() => setExact(exactTime(iso)), [iso]);
  return (
    <>
      <TimeAgo iso={iso} className="print:hidden" />
      <span className="hidden print:inline">{exact}</span>
    </>
  );
}

"use client";

import { useEffect, useState } from "react";
import { Callout } from "@/components/ui/callout";
import { type Standing, standingOf } from "@/lib/client/offered-models";
import { modelsText } from "@/lib/text/models";

/** Says, before anything is sent, that the chosen model would not answer. */
export function ModelNotice({ model }: { model: string }) {
  const [found, setFound] = useState<{ model: string; standing: Standing } | null>(null);
  useEffect(() => {
    let left = false;
    if (model !== "") {
      void standingOf(model).then((standing) => {
        if (!left) setFound({ model, standing });
      });
    }
    return () => {
      left = true;
    };
  }, [model]);
  if (found?.model !== model || found.standing === "offered") return null;
  return (
    <Callout tone="warning">{found.standing === "gone" ? modelsText.gone(model) : modelsText.down}</Callout>
  );
}

"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { messageOf } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";
import { signInWith } from "./next-auth";

export type AuthProvider = { id: string; name: string };

export function ProviderButtons({
  providers,
  callbackUrl,
}: {
  providers: AuthProvider[];
  callbackUrl: string;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  if (providers.length === 0) return null;

  async function go(id: string): Promise<void> {
    setChosen(id);
    setFailure(null);
    try {
      await signInWith(id, callbackUrl);
    } catch (error) {
      setFailure(messageOf(error));
      setChosen(null);
    }
  }

  return (
    <div className="flex flex-col gap-2">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          pending={chosen === id}
          disabled={chosen !== null && chosen !== id}
          onClick={() => go(id)}
        >
          {authText.providers.with(name)}
        </Button>
      ))}
      <div className="my-3 flex items-center gap-3 text-fg-subtle text-xs" aria-hidden="true">
        <span className="h-px flex-1 bg-line" />
        {authText.providers.or}
        <span className="h-px flex-1 bg-line" />
      </div>
    </div>
  );
}

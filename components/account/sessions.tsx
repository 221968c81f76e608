"use client";

import { KeyRound, Laptop } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Session } from "@/lib/schemas";
import { accountText } from "@/lib/text/account";
import { deviceName } from "./device-name";

/** Where one is signed in; any of it can be ended, at once. */
export function Sessions({ initial }: { initial: Session[] }) {
  const [sessions, setSessions] = useState(initial);
  const [busy, setBusy] = useState<string | null>(null);
  const others = sessions.filter(({ current }) => !current);

  async function end(key: string, path: string, gone: (session: Session) => boolean): Promise<void> {
    setBusy(key);
    try {
      await api(path, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(messageOf(error));
        return setBusy(null);
      }
    }
    setSessions((now) => now.filter((session) => !gone(session)));
    setBusy(null);
  }

  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
        {sessions.map((session) => {
          const Icon = session.kind === "token" ? KeyRound : Laptop;
          const name = deviceName(session.userAgent);
          return (
            <li key={session.id} className="flex min-h-14 items-center gap-3 py-2 pr-3 pl-4">
              <Icon className="size-5 shrink-0 text-fg-subtle" aria-hidden="true" />
              <div className="flex min-w-0 flex-1 flex-col">
                <p className="flex min-w-0 items-center gap-2">
                  <span className="truncate font-medium" data-tip-clipped="" data-tip={session.userAgent}>
                    {name}
                  </span>
                  {session.current ? <Badge tone="accent">{accountText.sessions.current}</Badge> : null}
                </p>
                <p className="truncate text-fg-subtle text-xs">
                  {session.kind === "token" ? accountText.sessions.token : accountText.sessions.browser}
                  {accountText.sessions.lastUsed} <TimeAgo iso={session.lastSeenAt} />
                </p>
              </div>
              {session.current ? null : (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={accountText.sessions.endOne(name)}
                  pending={busy === session.id}
                  onClick={() =>
                    void end(session.id, `/api/users/sessions/${session.id}`, (s) => s.id === session.id)
                  }
                >
                  {accountText.sessions.end}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > 1 ? (
        <div>
          <Button
            pending={busy === "others"}
            onClick={() => void end("others", "/api/users/sessions", (session) => !session.current)}
          >
            {accountText.sessions.endOthers}
          </Button>
        </div>
      ) : null}
      <p aria-live="polite" className="sr-only">
        {others.length === 0 ? accountText.sessions.only : accountText.sessions.others(others.length)}
      </p>
    </div>
  );
}

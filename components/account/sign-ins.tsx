"use client";

import { KeyRound, Link2 } from "lucide-react";
import { useState } from "react";
import { signInWith } from "@/components/auth/next-auth";
import type { AuthProvider } from "@/components/auth/provider-buttons";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { SignIns as Ways } from "@/lib/schemas";
import { signInsText as text } from "@/lib/text/sign-ins";
import { ConfirmPassword } from "./confirm-password";

/** The ways into the account: what is linked can be unlinked, what the server offers can be linked. */
export function SignIns({ initial, providers }: { initial: Ways; providers: AuthProvider[] }) {
  const [ways, setWays] = useState(initial);
  const [going, setGoing] = useState<Ways["links"][number] | null>(null);
  const free = providers.filter(({ id }) => !ways.links.some(({ provider }) => provider === id));

  async function link(id: string): Promise<void> {
    try {
      await signInWith(id, "/account");
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
        <li className="flex min-h-14 items-center gap-3 py-2 pr-3 pl-4">
          <KeyRound className="size-5 shrink-0 text-fg-subtle" aria-hidden="true" />
          <p className="min-w-0 flex-1">
            <span className="block font-medium">{text.password}</span>
            <span className="block text-fg-subtle text-xs">{ways.password ? text.set : text.notSet}</span>
          </p>
        </li>
        {ways.links.map((one) => (
          <li key={one.id} className="flex min-h-14 items-center gap-3 py-2 pr-3 pl-4">
            <Link2 className="size-5 shrink-0 text-fg-subtle" aria-hidden="true" />
            <p className="min-w-0 flex-1">
              <span className="block truncate font-medium">{one.name}</span>
              <span className="block text-fg-subtle text-xs">
                {one.usable ? text.linked : text.unusable} · <TimeAgo iso={one.linkedAt} />
              </span>
            </p>
            <Button
              size="sm"
              variant="ghost"
              aria-label={text.unlinkOne(one.name)}
              onClick={() => setGoing(one)}
            >
              {text.unlink}
            </Button>
          </li>
        ))}
      </ul>
      {free.length > 0 ? (
        <div className="flex flex-wrap gap-2">
          {free.map(({ id, name }) => (
            <Button key={id} onClick={() => void link(id)}>
              {text.link(name)}
            </Button>
          ))}
        </div>
      ) : null}
      {going ? (
        <Unlink
          link={going}
          hasPassword={ways.password}
          onClose={() => setGoing(null)}
          onGone={() => {
            setWays({ ...ways, links: ways.links.filter(({ id }) => id !== going.id) });
            setGoing(null);
          }}
        />
      ) : null}
    </div>
  );
}

function Unlink({
  link,
  hasPassword,
  onClose,
  onGone,
}: {
  link: Ways["links"][number];
  hasPassword: boolean;
  onClose: () => void;
  onGone: () => void;
}) {
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function unlink(): Promise<void> {
    if (hasPassword && password === "") return setProblem(text.enterPassword);
    setPending(true);
    setProblem(null);
    try {
      const body = hasPassword ? { currentPassword: password } : {};
      await api(`/api/users/sign-ins/${link.id}`, { method: "DELETE", body });
      onGone();
    } catch (error) {
      setPending(false);
      if (error instanceof ApiError && error.status === 404) return onGone();
      setProblem(error instanceof ApiError && error.errors[0] ? error.errors[0].message : messageOf(error));
    }
  }

  return (
    <AlertDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={text.unlinkTitle(link.name)}
      description={text.unlinkText(link.name)}
      confirmLabel={text.unlink}
      pending={pending}
      onConfirm={() => void unlink()}
    >
      <ConfirmPassword
        label={text.yourPassword}
        hasPassword={hasPassword}
        password={password}
        onPassword={setPassword}
        problem={problem}
        onSubmit={() => void unlink()}
      />
    </AlertDialog>
  );
}

"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { accountText } from "@/lib/text/account";
import { ConfirmPassword } from "./confirm-password";

export function DeleteAccount({ hasPassword }: { hasPassword: boolean }) {
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [handOver, setHandOver] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function remove(): Promise<void> {
    if (hasPassword && password === "") return setProblem(accountText.delete.needsPassword);
    setPending(true);
    setProblem(null);
    try {
      await api("/api/users/profile", {
        method: "DELETE",
        body: {
          ...(hasPassword ? { currentPassword: password } : {}),
          sharedProjects: handOver ? "handOver" : "remove",
        },
      });
      window.location.assign("/");
    } catch (error) {
      setPending(false);
      setProblem(error instanceof ApiError && error.errors[0] ? error.errors[0].message : messageOf(error));
    }
  }

  return (
    <div>
      <Button variant="danger-quiet" onClick={() => setOpen(true)}>
        {accountText.delete.button}
      </Button>
      <AlertDialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setPassword("");
          setProblem(null);
        }}
        title={accountText.delete.title}
        description={accountText.delete.body}
        confirmLabel={accountText.delete.button}
        pending={pending}
        onConfirm={() => void remove()}
      >
        <label className="flex min-h-6 items-center gap-2 touch:min-h-11">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={handOver}
            onChange={(event) => setHandOver(event.target.checked)}
          />
          {accountText.delete.leave}
        </label>
        <ConfirmPassword
          label={accountText.delete.password}
          hasPassword={hasPassword}
          password={password}
          onPassword={setPassword}
          problem={problem}
          onSubmit={() => void remove()}
        />
      </AlertDialog>
    </div>
  );
}

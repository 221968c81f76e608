"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { messageOf } from "@/lib/client/api";
import { visitText as text } from "@/lib/text/embed";

/** Asks for the link's password. */
export function VisitorLock({ onUnlock }: { onUnlock: (password: string) => Promise<unknown> }) {
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<string | undefined>();
  const [pending, setPending] = useState(false);

  async function unlock(): Promise<void> {
    setPending(true);
    setFailure(undefined);
    try {
      await onUnlock(password);
    } catch (error) {
      setFailure(messageOf(error));
      setPending(false);
    }
  }

  return (
    <form
      className="m-auto flex w-full max-w-80 flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void unlock();
      }}
    >
      <h1 className="font-medium text-lg">{text.locked}</h1>
      <Field label={text.password} error={failure}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={pending}>
        {text.open}
      </Button>
    </form>
  );
}

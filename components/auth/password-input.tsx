"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { authText } from "@/lib/text/auth";

export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className="relative">
      <Input {...props} type={shown ? "text" : "password"} dir="ltr" className="pr-12" spellCheck={false} />
      <Button
        variant="ghost"
        size="icon-sm"
        className="absolute inset-y-0 right-0.5 my-auto"
        aria-label={shown ? authText.passwordField.hide : authText.passwordField.show}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
      >
        <Icon className="size-4" aria-hidden="true" />
      </Button>
    </div>
  );
}

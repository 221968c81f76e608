"use client";

import {
  Ban,
  CircleCheck,
  Gauge,
  KeyRound,
  LogOut,
  ShieldCheck,
  ShieldOff,
  SmartphoneNfc,
  Trash2,
} from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import type { PersonChoice } from "./person-dialog";

const text = adminText.people;

export default function PersonMenu({
  trigger,
  user,
  onChoose,
}: LazyMenuProps<{ user: AdminUser; onChoose: (choice: PersonChoice) => void }>) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent>
        {user.admin ? (
          <DropdownMenuItem onSelect={() => onChoose("removeAdmin")}>
            <ShieldOff aria-hidden="true" /> {text.removeAdmin}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={() => onChoose("makeAdmin")}>
            <ShieldCheck aria-hidden="true" /> {text.makeAdmin}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => onChoose("signOut")}>
          <LogOut aria-hidden="true" /> {text.signOut}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("resetLink")}>
          <KeyRound aria-hidden="true" /> {text.resetLink}
        </DropdownMenuItem>
        {user.secondFactor ? (
          <DropdownMenuItem onSelect={() => onChoose("endTwoStep")}>
            <SmartphoneNfc aria-hidden="true" /> {text.endTwoStep}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => onChoose("limits")}>
          <Gauge aria-hidden="true" /> {text.limits}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        {user.disabled ? (
          <DropdownMenuItem onSelect={() => onChoose("enable")}>
            <CircleCheck aria-hidden="true" /> {text.enable}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem tone="danger" onSelect={() => onChoose("disable")}>
            <Ban aria-hidden="true" /> {text.disable}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem tone="danger" onSelect={() => onChoose("remove")}>
          <Trash2 aria-hidden="true" /> {text.remove}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

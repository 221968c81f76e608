"use client";

import { ChartColumn, Keyboard, LogOut, ShieldCheck, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "@/components/auth/next-auth";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import { setTheme, themeFrom } from "@/lib/client/theme";
import { useTheme } from "@/lib/client/use-theme";
import { adminText } from "@/lib/text/admin";
import { menuText } from "@/lib/text/menus";
import { runCommand } from "./commands";
import { THEMES } from "./theme-items";

export default function UserMenuContent({
  trigger,
  email,
  admin,
}: LazyMenuProps<{ email: string; admin: boolean }>) {
  const theme = useTheme();
  const router = useRouter();
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-60">
        <DropdownMenuLabel className="truncate">{email}</DropdownMenuLabel>
        <DropdownMenuItem onSelect={() => router.push("/account")}>
          <UserRound aria-hidden="true" />
          {menuText.user.account}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => router.push("/usage")}>
          <ChartColumn aria-hidden="true" />
          {menuText.user.usage}
        </DropdownMenuItem>
        {admin ? (
          <DropdownMenuItem onSelect={() => router.push("/admin")}>
            <ShieldCheck aria-hidden="true" /> {adminText.menu}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => runCommand("shortcuts")}>
          <Keyboard aria-hidden="true" />
          {menuText.user.shortcuts}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{menuText.user.theme}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={theme ?? "system"}
          onValueChange={(value) => setTheme(themeFrom(value))}
        >
          {THEMES.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              <Icon aria-hidden="true" /> {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut().catch((error) => toast.error(messageOf(error)))}>
          <LogOut aria-hidden="true" />
          {menuText.user.signOut}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

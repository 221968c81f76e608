"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { menuText } from "@/lib/text/menus";

export const THEMES = [
  { value: "system", label: menuText.theme.system, icon: Monitor },
  { value: "light", label: menuText.theme.light, icon: Sun },
  { value: "dark", label: menuText.theme.dark, icon: Moon },
] as const;

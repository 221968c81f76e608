import type { Role } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";

export const ROLES: readonly { value: Role; label: string; hint: string }[] = [
  { value: "system", label: promptsText.roles.system, hint: promptsText.roles.systemHint },
  { value: "user", label: promptsText.roles.user, hint: promptsText.roles.userHint },
  { value: "assistant", label: promptsText.roles.assistant, hint: promptsText.roles.assistantHint },
];

export const roleLabel = (role: Role): string => ROLES.find(({ value }) => value === role)?.label ?? role;

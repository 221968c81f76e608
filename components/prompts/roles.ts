import type { Role } from "@/lib/schemas";

export const ROLES: readonly { value: Role; label: string; hint: string }[] = [
  { value: "system", label: "System", hint: "Who it is and how it works" },
  { value: "user", label: "User", hint: "An example question" },
  { value: "assistant", label: "Assistant", hint: "An example answer" },
];

export const roleLabel = (role: Role): string => ROLES.find(({ value }) => value === role)?.label ?? role;

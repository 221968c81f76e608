import type { ProjectRole } from "@/lib/schemas";

export const ROLES: readonly { value: ProjectRole; label: string; hint: string }[] = [
  { value: "member", label: "Member", hint: "Chats with the assistant." },
  { value: "editor", label: "Editor", hint: "Also changes prompts, files and settings." },
  { value: "owner", label: "Owner", hint: "Also manages people and deletes the project." },
];

export const roleName = (role: ProjectRole): string =>
  ROLES.find(({ value }) => value === role)?.label ?? role;

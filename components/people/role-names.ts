import type { ProjectRole } from "@/lib/schemas";
import { peopleText } from "@/lib/text/people";

export const ROLES: readonly { value: ProjectRole; label: string; hint: string }[] = [
  { value: "member", label: peopleText.roles.member, hint: peopleText.roles.memberHint },
  { value: "editor", label: peopleText.roles.editor, hint: peopleText.roles.editorHint },
  { value: "owner", label: peopleText.roles.owner, hint: peopleText.roles.ownerHint },
];

export const roleName = (role: ProjectRole): string =>
  ROLES.find(({ value }) => value === role)?.label ?? role;

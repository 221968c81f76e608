import { audit, signUpSettings } from "@/lib/auth";
import type { AdminSettings, AuditEntry, ChangeSettingsInput, PageQuery } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { isoTime } from "@/lib/time";
import type { By } from "./administration";

/** What is set for everybody. */
export const getSettings = (): Promise<AdminSettings> => signUpSettings();

/** What is named changes. */
export async function changeSettings(by: By, input: ChangeSettingsInput): Promise<AdminSettings> {
  const before = await signUpSettings();
  const { signUp = before.signUp, domains = before.domains } = input;
  const settings = { signUp, domains: [...new Set(domains)] };
  await (await getStore()).installation.putSettings(settings);
  await audit({ ...by, action: "settings.change", detail: { signUp, domains: settings.domains.join(", ") } });
  return settings;
}

/** Newest first. */
export async function listAudit(
  page: PageQuery,
): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
  const { installation, users } = await getStore();
  const { items, nextCursor } = await installation.listAudit(page);
  const actors = [...new Set(items.flatMap(({ actorId }) => actorId ?? []))];
  const found = await Promise.all(actors.map((id) => users.get(id)));
  const people = new Map(found.flatMap((user) => (user ? [[user.id, user] as const] : [])));
  const entries = items.map(({ at, actorId, ...rest }) => {
    const { name = "", email = "" } = people.get(actorId ?? "") ?? {};
    return { ...rest, at: isoTime(at), actor: actorId === null ? null : { id: actorId, name, email } };
  });
  return { entries, nextCursor };
}

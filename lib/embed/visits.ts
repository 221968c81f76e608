import { comparePassword, endLostVisits, newVisitor, openEmbed, viaLink } from "@/lib/auth";
import { deleteChat } from "@/lib/chats";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { hitLinkPassword } from "@/lib/http";
import { type EmbedFace, isSiteOrigin, LIMITS, type NewVisitorInput } from "@/lib/schemas";
import { getStore, type OpenEmbed, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { publicAppearance } from "./settings";

/**
 * Lets somebody in without an account: through a web site that the assistant is for, or through its link.
 * @throws not_found where that door is closed; `forbidden_origin` for another site; `invalid_credentials` for a missing or
 *   wrong password; `rate_limited`
 */
export async function admitVisitor(
  name: string,
  { origin, password }: NewVisitorInput,
  address: string,
): Promise<{ token: string; expiresAt: string; face: EmbedFace }> {
  const embed = await openEmbed(name);
  if (!embed) throw notFound("Assistant");
  const via = origin === undefined ? await throughLink(embed, password, address) : throughSite(embed, origin);
  const made = await newVisitor(embed.projectId, via);
  if (!made) throw notFound("Assistant");
  return { token: made.token, expiresAt: isoTime(made.visitor.expiresAt), face: publicAppearance(embed) };
}

function throughSite({ settings }: OpenEmbed, origin: string): string {
  if (!settings.enabled) throw notFound("Assistant");
  if (!isSiteOrigin(origin) || !settings.origins.includes(origin)) throw new AppError("forbidden_origin");
  return origin;
}

/** One bcrypt comparison wherever there is a password, right, wrong or none given. */
async function throughLink(embed: OpenEmbed, password: string | undefined, address: string): Promise<string> {
  if (embed.link.mode === "off") throw notFound("Assistant");
  if (embed.link.mode === "password") {
    await hitLinkPassword(embed.projectId, address);
    if (!(await comparePassword(password ?? "", embed.passwordHash)))
      throw new AppError("invalid_credentials", { message: "The password is wrong" });
  }
  return viaLink(embed);
}

/** Forgets a visitor and all that they said. */
export async function forgetVisitor(scope: Scope, projectId: string, visitorId: string): Promise<void> {
  const { chats, embeds } = await getStore();
  // The token first: nothing new comes while the rest goes.
  await embeds.endVisitors(scope, projectId, visitorId);
  await endLostVisits();
  for (;;) {
    const { items } = await chats.list(scope, projectId, { limit: LIMITS.pageMax });
    if (items.length === 0) return;
    for (const { id } of items) {
      await deleteChat(scope, id).catch((error) => {
        if (!isAppError(error, "not_found")) throw error;
      });
    }
  }
}

/** What a page shows of an assistant before anybody is let in; `locked`: it asks for a password first. Null: that door is closed. */
export async function publicPage(
  name: string,
  door: { site: string } | "link",
): Promise<{ id: string; face: EmbedFace; locked: boolean } | null> {
  const embed = await openEmbed(name);
  if (!embed) return null;
  const { settings, link, projectId: id } = embed;
  if (door !== "link") {
    const admitted = settings.enabled && settings.origins.includes(door.site);
    return admitted ? { id, face: publicAppearance(embed), locked: false } : null;
  }
  // The link is called by its own name alone.
  if (link.mode === "off" || link.slug !== name) return null;
  return { id, face: publicAppearance(embed), locked: link.mode === "password" };
}

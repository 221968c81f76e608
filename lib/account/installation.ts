import { createHash } from "node:crypto";
import { providerOf } from "@/lib/ai";
import {
  audit,
  hasSecondFactor,
  installationSettings,
  putInstallationSettings,
  recentSettings,
} from "@/lib/auth";
import { env, providerConfigured } from "@/lib/env";
import { invalid, notFound } from "@/lib/errors";
import { PRODUCT_NAME } from "@/lib/product";
import { type AdminSettings, type ChangeSettingsInput, splitModelName } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { type By, quotaWords } from "./administration";

/** What is set for everybody. */
export async function getSettings(): Promise<AdminSettings> {
  const { quotasAt: _quotasAt, logo, ...settings } = await installationSettings();
  return { ...settings, logo: logoPath(logo) };
}

const logoPath = (logo: string | null) => (logo === null ? null : `/api/installation/logo?v=${logo}`);

/** What is named changes. @throws `validation_failed` on `adminSecondFactor` for who has none, on `embeddingModel` */
export async function changeSettings(by: By, input: ChangeSettingsInput): Promise<AdminSettings> {
  const { logo, domains, quotas, ...plain } = input;
  if (input.adminSecondFactor && !(await hasSecondFactor(by.actorId))) {
    throw invalid("adminSecondFactor", "Turn two-step sign-in on for your own account first");
  }
  if (input.embeddingModel) await requireProviderOf(input.embeddingModel);
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  await putInstallationSettings({
    ...named,
    ...(domains === undefined ? {} : { domains: [...new Set(domains)] }),
    ...(quotas === undefined ? {} : { quotas, quotasAt: Date.now() }),
    ...(logo === undefined ? {} : { logo: await keepLogo(logo) }),
  });
  const shown = Object.entries(named).map(([name, value]) => [name, String(value ?? "none")] as const);
  const detail = {
    ...Object.fromEntries(shown),
    ...(domains === undefined ? {} : { domains: domains.join(", ") }),
    ...(quotas === undefined ? {} : { quotas: quotaWords(quotas) }),
    ...(logo === undefined ? {} : { logo: logo === null ? "removed" : "changed" }),
  };
  await audit({ ...by, action: "settings.change", detail });
  return getSettings();
}

/** @throws `validation_failed` on `embeddingModel` where nobody could be asked for its vectors */
async function requireProviderOf(model: string): Promise<void> {
  const { slug } = splitModelName(model);
  const provider = slug === null && !providerConfigured() ? "gone" : await providerOf(model);
  if (provider === "gone" || provider === "demo") {
    throw invalid("embeddingModel", "No connection is named so. Its own page says how its models are named.");
  }
}

/** Keeps the picture of a `data:` URL; what names it. */
async function keepLogo(url: string | null): Promise<string | null> {
  const { installation } = await getStore();
  if (url === null) {
    await installation.putState("logo", null);
    return null;
  }
  const [head = "", data = ""] = url.split(",");
  await installation.putState("logo", { type: head.slice("data:".length, head.indexOf(";")), data });
  return createHash("sha256").update(data).digest("hex").slice(0, 16);
}

/** How the installation calls itself; the product's name where the store is away. */
export async function getBrand(): Promise<{ name: string; logo: string | null }> {
  try {
    const { name, logo } = await recentSettings();
    return { name: name ?? PRODUCT_NAME, logo: logoPath(logo) };
  } catch {
    return { name: PRODUCT_NAME, logo: null };
  }
}

/** The picture itself. @throws not_found */
export async function getLogo(): Promise<{ type: string; bytes: Uint8Array<ArrayBuffer> }> {
  const logo = await (await getStore()).installation.state("logo");
  if (!logo) throw notFound("Logo");
  return { type: logo.type, bytes: new Uint8Array(Buffer.from(logo.data, "base64")) };
}

/** Where the operator says that this installation's source can be read. */
export const sourceUrl = (): string | undefined => env().SOURCE_URL;

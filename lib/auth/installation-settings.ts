import { perProcess } from "@/lib/platform";
import { getStore, type InstallationSettings, type Store } from "@/lib/store";

/** What a change that another process made may take to be seen where {@link recentSettings} is asked. */
const FRESH_MS = 5_000;

const DEFAULTS: InstallationSettings = {
  signUp: "open",
  domains: [],
  name: null,
  logo: null,
  quotas: {},
  quotasAt: 0,
  defaultModel: null,
  embeddingModel: null,
  retentionDays: null,
  adminSecondFactor: false,
};

type Read = { at: number; settings: Promise<InstallationSettings> };
const reads = () => perProcess<WeakMap<Store, Read>>("installation-settings", () => new WeakMap());

/** As they are in the store. */
export async function installationSettings(): Promise<InstallationSettings> {
  return { ...DEFAULTS, ...(await (await getStore()).installation.settings()) };
}

/** At most some seconds old: for what every page and every reply asks. */
export async function recentSettings(): Promise<InstallationSettings> {
  const store = await getStore();
  const known = reads().get(store);
  if (known && Date.now() - known.at < FRESH_MS) return known.settings;
  const settings = installationSettings();
  reads().set(store, { at: Date.now(), settings });
  settings.catch(() => reads().delete(store));
  return settings;
}

/** Changes what is named; this process sees it at once. */
export async function putInstallationSettings(patch: Partial<InstallationSettings>): Promise<void> {
  const store = await getStore();
  await store.installation.putSettings(patch);
  reads().delete(store);
}

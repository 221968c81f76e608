import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { FirstSteps } from "@/components/admin/first-steps";
import { PageHead } from "@/components/shell/page-head";
import { getFirstSteps, getSettings } from "@/lib/account";
import { hasProvider } from "@/lib/ai";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.start.title };

/** What the first account is led through; it stays at its address afterwards. */
export default async function StartPage() {
  await requireAdministrator();
  const [{ done }, settings] = await Promise.all([getFirstSteps(), getSettings()]);
  return (
    <>
      <PageHead title={adminText.start.title}>{adminText.start.intro}</PageHead>
      <FirstSteps initial={done} settings={settings} connected={await hasProvider()} />
    </>
  );
}

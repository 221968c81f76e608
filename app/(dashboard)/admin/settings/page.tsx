import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { SettingsView } from "@/components/admin/settings-view";
import { PageHead } from "@/components/shell/page-head";
import { getSettings } from "@/lib/account";
import { PRODUCT_NAME } from "@/lib/product";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.sections.settings };

export default async function AdminSettingsPage() {
  await requireAdministrator();
  return (
    <>
      <PageHead title={adminText.sections.settings}>{adminText.settings.intro}</PageHead>
      <SettingsView settings={await getSettings()} product={PRODUCT_NAME} />
    </>
  );
}

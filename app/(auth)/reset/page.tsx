import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { HOME } from "@/components/auth/callback-url";
import { ResetForm } from "@/components/auth/reset-form";
import { LIMITS } from "@/lib/schemas";
import { authText } from "@/lib/text/auth";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: authText.resetPage.title, referrer: "no-referrer" };

/** Opening the link changes nothing: mail scanners and previews do. */
export default async function ResetPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token } = await searchParams;
  return (
    <AuthPage
      title={authText.resetPage.title}
      subtitle={authText.resetPage.subtitle}
      callbackUrl={HOME}
      providers={[]}
      other={{ question: authText.resetPage.back, label: authText.resetPage.signIn, path: "/sign-in" }}
    >
      <ResetForm token={typeof token === "string" ? token : ""} passwordMin={LIMITS.passwordMin} />
    </AuthPage>
  );
}

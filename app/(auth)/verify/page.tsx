import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { HOME } from "@/components/auth/callback-url";
import { VerifyForm } from "@/components/auth/verify-form";
import { authText } from "@/lib/text/auth";

type SearchParams = Record<string, string | string[] | undefined>;

const text = authText.verify;

export const metadata: Metadata = { title: text.title, referrer: "no-referrer" };

/** Opening the link changes nothing: mail scanners and previews do. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token } = await searchParams;
  return (
    <AuthPage
      title={text.title}
      subtitle={text.subtitle}
      callbackUrl={HOME}
      providers={[]}
      other={{ question: authText.resetPage.back, label: authText.resetPage.signIn, path: "/sign-in" }}
    >
      <VerifyForm token={typeof token === "string" ? token : ""} />
    </AuthPage>
  );
}

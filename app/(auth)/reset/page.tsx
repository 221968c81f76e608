import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { HOME } from "@/components/auth/callback-url";
import { ResetForm } from "@/components/auth/reset-form";
import { LIMITS } from "@/lib/schemas";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: "Set a new password", referrer: "no-referrer" };

/** Opening the link changes nothing: mail scanners and previews do. */
export default async function ResetPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token } = await searchParams;
  return (
    <AuthPage
      title="Set a new password"
      subtitle="You are signed out everywhere once it is set."
      callbackUrl={HOME}
      providers={[]}
      other={{ question: "Back to", label: "Sign in", path: "/sign-in" }}
    >
      <ResetForm token={typeof token === "string" ? token : ""} passwordMin={LIMITS.passwordMin} />
    </AuthPage>
  );
}

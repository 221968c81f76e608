import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentPrincipal } from "@/app/page-principal";
import { AuthPage } from "@/components/auth/auth-page";
import { safeCallbackUrl } from "@/components/auth/callback-url";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { Callout } from "@/components/ui/callout";
import { configuredProviders, isFirstStart, maySignUp, needsSetUpCode } from "@/lib/auth";
import { LIMITS } from "@/lib/schemas";
import { authText } from "@/lib/text/auth";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: authText.signUpPage.title };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { callbackUrl: wanted, error } = await searchParams;
  const asked = safeCallbackUrl(wanted);
  if (await currentPrincipal()) redirect(asked);
  const [first, needsCode, open] = await Promise.all([isFirstStart(), needsSetUpCode(), maySignUp(asked)]);
  // Whoever comes first sets the installation up.
  const callbackUrl = first ? "/admin/start" : asked;
  const other = {
    question: authText.signUpPage.have,
    label: authText.signUpPage.signIn,
    path: "/sign-in",
  } as const;
  if (!open && !first) {
    return (
      <AuthPage
        title={authText.signUpPage.closedTitle}
        subtitle={authText.signInPage.closed}
        callbackUrl={asked}
        providers={[]}
        other={other}
      >
        {null}
      </AuthPage>
    );
  }
  return (
    <AuthPage
      title={first ? authText.firstTitle : authText.signUpPage.heading}
      subtitle={first ? authText.firstSubtitle : authText.signUpPage.subtitle}
      notice={
        error === "SetUpCode" ? (
          <Callout tone="danger" className="mb-5">
            {authText.setUpCodeFirst}
          </Callout>
        ) : null
      }
      callbackUrl={callbackUrl}
      providers={configuredProviders()}
      other={other}
    >
      <SignUpForm callbackUrl={callbackUrl} passwordMin={LIMITS.passwordMin} needsCode={needsCode} />
    </AuthPage>
  );
}

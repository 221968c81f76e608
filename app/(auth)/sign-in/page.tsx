import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentPrincipal, currentSecondStep } from "@/app/page-principal";
import { AuthPage } from "@/components/auth/auth-page";
import { safeCallbackUrl } from "@/components/auth/callback-url";
import { CodeForm } from "@/components/auth/code-form";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { configuredProviders, isFirstStart, maySignUp } from "@/lib/auth";
import { authText } from "@/lib/text/auth";
import { secondFactorText } from "@/lib/text/second-factor";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: authText.signInPage.title };

/** next-auth's error codes that a person can meet: https://next-auth.js.org/configuration/pages#error-codes */
const PROBLEMS: Record<string, string> = {
  LinkNeedsProof: authText.signInPage.needsProof,
  OAuthAccountNotLinked: authText.signInPage.otherWay,
  AccessDenied: authText.signInPage.refused,
  SignUpRefused: authText.signInPage.closed,
  EmailNotConfirmed: authText.signInPage.confirmFirst,
  CredentialsSignin: authText.signInPage.wrong,
};

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { callbackUrl: wanted, error, notice } = await searchParams;
  const callbackUrl = safeCallbackUrl(wanted);
  if (error !== "LinkNeedsProof" && (await currentPrincipal())) redirect(callbackUrl);
  if (await currentSecondStep()) {
    const { title, subtitle } = secondFactorText.signIn;
    return (
      <AuthPage title={title} subtitle={subtitle} callbackUrl={callbackUrl} providers={[]}>
        <CodeForm callbackUrl={callbackUrl} />
      </AuthPage>
    );
  }
  const maySignUpHere = (await maySignUp(callbackUrl)) || (await isFirstStart());
  const newHere = {
    question: authText.signInPage.newHere,
    label: authText.signInPage.create,
    path: "/sign-up",
  } as const;
  return (
    <AuthPage
      title={authText.signInPage.welcome}
      subtitle={authText.signInPage.subtitle}
      callbackUrl={callbackUrl}
      providers={configuredProviders()}
      notice={
        typeof error === "string" ? (
          <Callout tone="danger" className="mb-5">
            {PROBLEMS[error] ?? authText.signInPage.failed}
          </Callout>
        ) : notice === "password" ? (
          <Callout tone="success" className="mb-5">
            {authText.signInPage.passwordSet}
          </Callout>
        ) : null
      }
      {...(maySignUpHere ? { other: newHere } : {})}
    >
      <SignInForm callbackUrl={callbackUrl} />
    </AuthPage>
  );
}

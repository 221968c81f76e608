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
const PROBLEMS = new Map<string, string>([
  ["LinkNeedsProof", authText.signInPage.needsProof],
  ["OAuthAccountNotLinked", authText.signInPage.otherWay],
  ["AccessDenied", authText.signInPage.refused],
  ["SignUpRefused", authText.signInPage.closed],
  ["OAuthSignin", authText.signInPage.unreachable],
  ["OAuthCallback", authText.signInPage.unconfirmed],
  ["Callback", authText.signInPage.unconfirmed],
  ["EmailNotConfirmed", authText.signInPage.confirmFirst],
  ["CredentialsSignin", authText.signInPage.wrong],
]);

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { callbackUrl: wanted, error, notice } = await searchParams;
  const needsProof = error === "LinkNeedsProof";
  const callbackUrl = safeCallbackUrl(needsProof ? "/account" : wanted);
  if (!needsProof && (await currentPrincipal())) {
    // Who is signed in comes here with an error from linking another way to sign in.
    redirect(
      typeof error === "string" ? `/account?linking=${encodeURIComponent(error)}#sign-ins` : callbackUrl,
    );
  }
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
            {PROBLEMS.get(error) ?? authText.signInPage.failed}
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

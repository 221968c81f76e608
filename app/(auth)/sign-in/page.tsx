import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentPrincipal, currentSecondStep } from "@/app/page-principal";
import { AuthPage } from "@/components/auth/auth-page";
import { safeCallbackUrl } from "@/components/auth/callback-url";
import { CodeForm } from "@/components/auth/code-form";
import { SignInForm } from "@/components/auth/sign-in-form";
import { Callout } from "@/components/ui/callout";
import { configuredProviders } from "@/lib/auth";
import { secondFactorText } from "@/lib/text/second-factor";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: "Sign in" };

/** next-auth's error codes that a person can meet: https://next-auth.js.org/configuration/pages#error-codes */
const PROBLEMS: Record<string, string> = {
  LinkNeedsProof:
    "To link another way to sign in, sign out and in again first: the sign-in must be less than ten minutes old.",
  OAuthAccountNotLinked:
    "There is already an account with this email. Sign in the way you did before, then you can go on.",
  AccessDenied: "The provider did not let you in, or has not verified your email.",
  SignUpRefused: "This server does not let you make an account. Ask for an invitation, or its administrator.",
  EmailNotConfirmed: "Confirm your email first. A new link is on its way.",
  CredentialsSignin: "Invalid email or password",
};

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { callbackUrl: wanted, error } = await searchParams;
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
  return (
    <AuthPage
      title="Welcome back"
      subtitle="Sign in to go on where you left off."
      callbackUrl={callbackUrl}
      providers={configuredProviders()}
      notice={
        typeof error === "string" ? (
          <Callout tone="danger" className="mb-5">
            {PROBLEMS[error] ?? "Signing in did not work. Try again."}
          </Callout>
        ) : null
      }
      other={{ question: "New here?", label: "Create an account", path: "/sign-up" }}
    >
      <SignInForm callbackUrl={callbackUrl} />
    </AuthPage>
  );
}

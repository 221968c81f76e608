import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentPrincipal } from "@/app/page-principal";
import { AuthPage } from "@/components/auth/auth-page";
import { safeCallbackUrl } from "@/components/auth/callback-url";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { configuredProviders } from "@/lib/auth";
import { LIMITS } from "@/lib/schemas";

type SearchParams = Record<string, string | string[] | undefined>;

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const callbackUrl = safeCallbackUrl((await searchParams).callbackUrl);
  if (await currentPrincipal()) redirect(callbackUrl);
  return (
    <AuthPage
      title="Create your account"
      subtitle="It takes a name, an email and a password."
      callbackUrl={callbackUrl}
      providers={configuredProviders()}
      other={{ question: "Already have an account?", label: "Sign in", path: "/sign-in" }}
    >
      <SignUpForm callbackUrl={callbackUrl} passwordMin={LIMITS.passwordMin} />
    </AuthPage>
  );
}

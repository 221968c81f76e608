import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { HOME } from "@/components/auth/callback-url";
import { ForgotForm } from "@/components/auth/forgot-form";
import { authText } from "@/lib/text/auth";

export const metadata: Metadata = { title: authText.forgotPage.title };

export default function ForgotPage() {
  return (
    <AuthPage
      title={authText.forgotPage.title}
      subtitle={authText.forgotPage.subtitle}
      callbackUrl={HOME}
      providers={[]}
      other={{
        question: authText.forgotPage.remembered,
        label: authText.forgotPage.signIn,
        path: "/sign-in",
      }}
    >
      <ForgotForm />
    </AuthPage>
  );
}

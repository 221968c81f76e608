import type { Metadata } from "next";
import { AuthPage } from "@/components/auth/auth-page";
import { HOME } from "@/components/auth/callback-url";
import { ForgotForm } from "@/components/auth/forgot-form";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPage() {
  return (
    <AuthPage
      title="Forgot your password?"
      subtitle="Ask for a link that lets you set a new one."
      callbackUrl={HOME}
      providers={[]}
      other={{ question: "Remembered it?", label: "Sign in", path: "/sign-in" }}
    >
      <ForgotForm />
    </AuthPage>
  );
}

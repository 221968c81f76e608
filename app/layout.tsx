import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { THEME_COOKIE, themeFrom } from "@/lib/client/theme";
import { PRODUCT_NAME } from "@/lib/product";
import { cn } from "@/lib/utils";
import { mono, monoOther, sans, sansOther } from "./fonts";
import "./globals.css";

const FONTS = [sans, sansOther, mono, monoOther].map(({ variable }) => variable).join(" ");

export const metadata: Metadata = {
  title: { default: PRODUCT_NAME, template: `%s · ${PRODUCT_NAME}` },
  description:
    "Build your own AI assistants: projects with prompts, files and settings, and chats that remember.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  // The keyboard shrinks the page instead of covering the composer.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf8" },
    { media: "(prefers-color-scheme: dark)", color: "#111414" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading a cookie makes every page dynamic, which the nonce of the content security policy needs.
  const theme = themeFrom((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" className={cn(FONTS, theme !== "system" && theme)}>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}

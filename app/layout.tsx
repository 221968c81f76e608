import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { getBrand } from "@/lib/account";
import { THEME_COOKIE, themeFrom } from "@/lib/client/theme";
import { siteText } from "@/lib/text/site";
import { cn } from "@/lib/utils";
import { mono, monoOther, sans, sansOther } from "./fonts";
import { linkPreview } from "./link-preview";
import "./globals.css";

const FONTS = [sans, sansOther, mono, monoOther].map(({ variable }) => variable).join(" ");

export async function generateMetadata(): Promise<Metadata> {
  const { name, logo } = await getBrand();
  return {
    title: { default: name, template: `%s · ${name}` },
    description: siteText.description,
    ...(await linkPreview(name, siteText.description, name)),
    icons: { ...(logo ? { icon: logo } : {}), apple: "/icons/apple-touch-icon.png" },
  };
}

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
        <Providers brand={await getBrand()}>{children}</Providers>
      </body>
    </html>
  );
}

import "server-only";
import type { Metadata } from "next";
import { siteText } from "@/lib/text/site";
import { pageOrigin } from "./page-origin";

const PICTURE = { url: "/icons/share.png", width: 1200, height: 630, alt: siteText.picture };

/** What other programs show of a link to a page: never more than the page itself tells whoever opens it. */
export async function linkPreview(title: string, description: string, siteName: string): Promise<Metadata> {
  return {
    metadataBase: new URL(await pageOrigin()),
    openGraph: { type: "website", siteName, title, description, images: [PICTURE] },
    twitter: { card: "summary_large_image", title, description, images: [PICTURE.url] },
  };
}

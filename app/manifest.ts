import type { MetadataRoute } from "next";
import { PRODUCT_NAME } from "@/lib/product";
import { siteText } from "@/lib/text/site";

/** What a phone or a desktop needs to install the product as an application. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: PRODUCT_NAME,
    short_name: PRODUCT_NAME,
    description: siteText.description,
    id: "/projects",
    start_url: "/projects",
    display: "standalone",
    background_color: "#fafaf8",
    theme_color: "#0b5e55",
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}

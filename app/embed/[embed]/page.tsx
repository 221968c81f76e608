import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { VisitorChat } from "@/components/embed/visitor-chat";
import { publicPage } from "@/lib/embed";
import { pagesText } from "@/lib/text/pages";

export const metadata: Metadata = { title: pagesText.embed.title, robots: { index: false, follow: false } };

type Props = {
  params: Promise<{ embed: string }>;
  searchParams: Promise<{ origin?: string | string[] }>;
};

/** Stands in a frame of a web site whose origin the address names (`public/embed.js`); the proxy says which may frame it. */
export default async function EmbedPage({ params, searchParams }: Props) {
  const { origin } = await searchParams;
  const open = typeof origin === "string" ? await publicPage((await params).embed, { site: origin }) : null;
  if (!open || typeof origin !== "string") notFound();
  return <VisitorChat door={{ embed: open.id, origin }} face={open.face} />;
}

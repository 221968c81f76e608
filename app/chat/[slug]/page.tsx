import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { VisitorChat } from "@/components/embed/visitor-chat";
import { publicPage } from "@/lib/embed";
import { visitText } from "@/lib/text/embed";

type Props = { params: Promise<{ slug: string }> };

const opened = cache((slug: string) => publicPage(slug, "link"));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const open = await opened((await params).slug);
  const title = open?.face.title;
  return {
    title: open?.locked || title === undefined ? visitText.assistant : title,
    robots: { index: false, follow: false },
    other: { referrer: "no-referrer" },
  };
}

/** For those without a web site. With a password nothing of the assistant is shown before it is given, its name neither. */
export default async function LinkPage({ params }: Props) {
  const { slug } = await params;
  const open = await opened(slug);
  if (!open) notFound();
  return <VisitorChat door={{ embed: slug, origin: null }} face={open.locked ? null : open.face} />;
}

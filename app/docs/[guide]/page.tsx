import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Markdown } from "@/components/chat/markdown/markdown";
import { Brand } from "@/components/shell/brand";
import { docsText } from "@/lib/text/docs";
import { readGuide } from "../guides";

type Props = { params: Promise<{ guide: string }> };

const guideOf = cache(async (name: string) => (await readGuide(name)) ?? notFound());

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await guideOf((await params).guide)).title };
}

export default async function GuidePage({ params }: Props) {
  const { title, text } = await guideOf((await params).guide);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-reading flex-col px-4 sm:px-6">
      <header className="flex h-topbar items-center">
        <Brand href="/" />
      </header>
      <main className="flex-1 py-8">
        <Link href="/docs" className="text-fg-muted underline underline-offset-4">
          {docsText.title}
        </Link>
        <h1 className="mt-2 mb-6 font-semibold text-2xl">{title}</h1>
        <div className="text-base">
          <Markdown text={text} growing={false} mark={null} />
        </div>
      </main>
    </div>
  );
}

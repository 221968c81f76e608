import type { Metadata } from "next";
import { pageOrigin } from "@/app/page-origin";
import { CODE_BLOCKS } from "@/components/reference/code-block";
import { ChapterLinks } from "@/components/reference/contents";
import { Conventions, Dialect } from "@/components/reference/guides";
import { QuickStart } from "@/components/reference/quick-start";
import { ReferenceTools } from "@/components/reference/tools";
import type { ApiDocument } from "@/components/reference/view-model";
import { writeReference } from "@/components/reference/write-reference";
import { WrittenPart } from "@/components/reference/written-part";
import { Brand } from "@/components/shell/brand";
import { errorCodes, errorMessage, errorStatus } from "@/lib/errors";
import { openapiDocument } from "@/lib/openapi";
import { pagesText } from "@/lib/text/pages";
import { cn } from "@/lib/utils";
import pkg from "@/package.json";

export const metadata: Metadata = {
  title: pagesText.api.title,
  description: pagesText.api.description,
};

/** For anybody: it is made of the API's document alone, and tells nothing about what is stored here. */
export default async function ReferencePage() {
  const origin = await pageOrigin();
  const { version, chapters } = writeReference(() => ({
    document: openapiDocument(pkg.version) as ApiDocument,
    errors: errorCodes.map((code) => ({ code, status: errorStatus(code), message: errorMessage(code) })),
  }));
  return (
    <div className="mx-auto flex min-h-dvh max-w-page flex-col px-4 sm:px-8">
      <header className="flex h-topbar items-center justify-between gap-3">
        <Brand href="/" />
      </header>
      <div className="grid gap-x-10 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:py-6">
          <ReferenceTools />
          <div className="lg:hidden">
            <ChapterLinks chapters={chapters} />
          </div>
          <div className="max-lg:hidden">
            <WrittenPart name="contents" origin={origin} />
          </div>
        </div>
        <main className={cn("min-w-0 py-6", CODE_BLOCKS)}>
          <h1 className="font-semibold text-2xl">{pagesText.api.title}</h1>
          <p className="mt-1 mb-6 text-base text-fg-muted">{pagesText.api.intro(version)}</p>
          <QuickStart origin={origin} />
          <Conventions />
          <Dialect origin={origin} />
          <WrittenPart name="chapters" origin={origin} />
        </main>
      </div>
    </div>
  );
}

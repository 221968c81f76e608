import type { Metadata } from "next";
import { pageOrigin } from "@/app/page-origin";
import { ChapterLinks, Contents } from "@/components/reference/contents";
import { Conventions, Dialect, Errors } from "@/components/reference/guides";
import { Operation } from "@/components/reference/operation";
import { QuickStart } from "@/components/reference/quick-start";
import { ReferenceTools } from "@/components/reference/tools";
import { type ApiDocument, referenceOf } from "@/components/reference/view-model";
import { Brand } from "@/components/shell/brand";
import { errorCodes, errorMessage, errorStatus } from "@/lib/errors";
import { openapiDocument } from "@/lib/openapi";
import { pagesText } from "@/lib/text/pages";
import pkg from "@/package.json";

export const metadata: Metadata = {
  title: pagesText.api.title,
  description: pagesText.api.description,
};

/** For anybody: it is made of the API's document alone, and tells nothing about what is stored here. */
export default async function ReferencePage() {
  const origin = await pageOrigin();
  const reference = referenceOf(openapiDocument(pkg.version) as ApiDocument, origin);
  const errors = errorCodes.map((code) => ({ code, status: errorStatus(code), message: errorMessage(code) }));
  return (
    <div className="mx-auto flex min-h-dvh max-w-page flex-col px-4 sm:px-8">
      <header className="flex h-topbar items-center justify-between gap-3">
        <Brand href="/" />
      </header>
      <div className="grid gap-x-10 lg:grid-cols-[16rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4 lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:py-6">
          <ReferenceTools />
          <div className="lg:hidden">
            <ChapterLinks chapters={reference.chapters} />
          </div>
          <div className="max-lg:hidden">
            <Contents chapters={reference.chapters} />
          </div>
        </div>
        <main className="min-w-0 py-6">
          <h1 className="font-semibold text-2xl">{pagesText.api.title}</h1>
          <p className="mt-1 mb-6 text-base text-fg-muted">{pagesText.api.intro(reference.version)}</p>
          <QuickStart origin={origin} />
          <Conventions />
          <Dialect origin={origin} />
          {reference.chapters.map(({ tag, anchor, operations }) => (
            <section
              key={anchor}
              id={anchor}
              data-group
              aria-labelledby={`${anchor}-title`}
              className="scroll-mt-4"
            >
              <h2 id={`${anchor}-title`} className="pt-8 pb-4 font-semibold text-xl">
                {tag}
              </h2>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
          <Errors errors={errors} />
        </main>
      </div>
    </div>
  );
}

"use client";

import { type ReactNode, useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { filesText } from "@/lib/text/files";
import type { PdfPassage } from "./pdf-preview";

const { pdf: text } = filesText;

/** What draws PDFs weighs half a megabyte: fetched when pages are looked at. */
const PdfPreview = deferred(() => import("./pdf-preview"));

/** A PDF's pages, and beside them the text that was read. */
export function PdfTabs({
  url,
  name,
  passage,
  start,
  children,
}: {
  url: string;
  name: string;
  /** What a link asked for. */
  passage: PdfPassage | null;
  start: "pages" | "text";
  children: ReactNode;
}) {
  const [tab, setTab] = useState<string>(start);
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex flex-col gap-5">
      <TabsList aria-label={text.view}>
        <TabsTrigger value="pages">{text.pages}</TabsTrigger>
        <TabsTrigger value="text">{text.text}</TabsTrigger>
      </TabsList>
      <TabsContent value="pages">
        <PdfPreview url={url} name={name} passage={passage} />
      </TabsContent>
      <TabsContent value="text">{children}</TabsContent>
    </Tabs>
  );
}

"use client";

import { type ReactNode, useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";

/** What draws PDFs weighs half a megabyte: fetched when pages are looked at. */
const PdfPreview = deferred(() => import("./pdf-preview"));

/** A PDF's pages, and beside them the text that was read. */
export function PdfTabs({
  url,
  name,
  first,
  start,
  children,
}: {
  url: string;
  name: string;
  /** The page that is shown first. */
  first: number;
  start: "pages" | "text";
  children: ReactNode;
}) {
  const [tab, setTab] = useState<string>(start);
  return (
    <Tabs value={tab} onValueChange={setTab} className="flex flex-col gap-5">
      <TabsList aria-label="View">
        <TabsTrigger value="pages">Pages</TabsTrigger>
        <TabsTrigger value="text">Text</TabsTrigger>
      </TabsList>
      <TabsContent value="pages">
        <PdfPreview url={url} name={name} first={first} />
      </TabsContent>
      <TabsContent value="text">{children}</TabsContent>
    </Tabs>
  );
}

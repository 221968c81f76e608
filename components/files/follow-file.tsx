"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Spinner } from "@/components/ui/spinner";
import { subscribe } from "@/lib/client/live";
import { filesText } from "@/lib/text/files";

/** Looked again so often (ms), in case the news was missed. */
const LOOK_MS = 3_000;

/** In the place of a file's text while it is being read; shows the text once it is there. */
export function FollowFile({ fileId }: { fileId: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_MS);
    const end = subscribe((event) => {
      if (event.type === "file" && event.file.id === fileId) router.refresh();
    });
    return () => {
      clearInterval(timer);
      end();
    };
  }, [fileId, router]);
  return (
    <p role="status" className="flex items-center gap-2 text-fg-muted">
      <Spinner />
      {filesText.beingRead}
    </p>
  );
}

"use client";

import { usePathname, useRouter } from "next/navigation";
import { toast } from "@/components/ui/toast";
import { fileDropText as text } from "@/lib/text/file-drop";
import { DropOverlay } from "./drop-overlay";
import { type FileRules, refusal } from "./file-rules";
import { uploadQueue } from "./upload-queue";
import { useFileDrop } from "./use-file-drop";

/** Files can be dropped anywhere on a project's pages; where one chats they go along with the message. */
export function DropAnywhere({
  projectId,
  rules,
  fileCount,
}: {
  projectId: string;
  rules: FileRules;
  fileCount: number;
}) {
  const router = useRouter();
  const base = `/projects/${projectId}`;
  const filesPage = `${base}/files`;
  const pathname = usePathname();
  const chatting = pathname === base || /^\/chats\/[^/]+$/.test(pathname.slice(base.length));
  const over = useFileDrop(!chatting, (files, folders) => {
    if (folders > 0) toast.error(text.noFolders);
    if (files.length === 0) return;
    uploadQueue.add(projectId, files, (file, before) => refusal(file, rules, fileCount + before));
    if (pathname !== filesPage) router.push(filesPage);
  });
  return over ? <DropOverlay>{text.toProject}</DropOverlay> : null;
}

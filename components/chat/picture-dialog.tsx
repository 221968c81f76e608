"use client";

import { Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import type { MessageFile } from "@/lib/client/chat/files";
import { messagesText } from "@/lib/text/messages";

/** A picture as large as the window allows. */
export default function PictureDialog({ file, onClose }: { file: MessageFile; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={file.filename} size="lg">
        {/* biome-ignore lint/performance/noImgElement: as for its thumbnail */}
        <img
          src={file.url}
          alt={file.filename}
          className="max-h-[65dvh] min-h-0 w-full rounded-lg bg-sunken object-contain"
        />
        <DialogFooter>
          <a href={file.url} download={file.filename} className={buttonClass({})}>
            <Download className="size-4" aria-hidden="true" />
            {messagesText.picture.download}
          </a>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

import { Skeleton } from "@/components/ui/skeleton";
import { chatPageText } from "@/lib/text/chat-page";

/** The place of the messages while they are fetched. */
export function ThreadSkeleton() {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden" aria-busy="true">
      <p className="sr-only" role="status">
        {chatPageText.loading.chat}
      </p>
      <div className="mx-auto flex w-full max-w-reading flex-col gap-6 px-4 pt-6 sm:px-6">
        <Skeleton className="ml-auto h-11 w-1/2 rounded-xl" />
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-11/12" />
          <Skeleton className="h-4 w-2/3" />
        </div>
      </div>
    </div>
  );
}

import { ChatView } from "@/components/chat/chat-view";
import { FillPage } from "@/components/shell/fill-page";
import { fileRules } from "@/lib/files";
import { chatProject } from "./chat-project";
import { pageProject } from "./page-project";

/** A new chat. Its first message only rewrites the address; this page stays. */
export default async function NewChatPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await pageProject((await params).projectId);
  return (
    <FillPage>
      <ChatView project={await chatProject(project)} maxFileBytes={fileRules().maxBytes} />
    </FillPage>
  );
}

import { ChatView } from "@/components/chat/chat-view";
import { FillPage } from "@/components/shell/fill-page";
import { chatProject } from "../../chat-project";
import { fileRules } from "../../file-rules";
import { pageProject } from "../../page-project";

type Props = { params: Promise<{ projectId: string; chatId: string }> };

export default async function ChatPage({ params }: Props) {
  const { projectId } = await params;
  const project = await pageProject(projectId);
  return (
    <FillPage>
      <ChatView project={chatProject(project)} maxFileBytes={fileRules().maxBytes} />
    </FillPage>
  );
}

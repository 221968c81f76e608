/** By hand, not by `Intl`: the sidebar is there at the start of every page. */
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The frame around every page: top bar, sidebar, the header of a chat. */
export const shellText = {
  groups: {
    pinned: "Pinned",
    today: "Today",
    yesterday: "Yesterday",
    week: "Previous 7 days",
    /** @param month 0 to 11 */
    month: (month: number, year: number) => `${MONTHS[month]} ${year}`,
  },
  chat: {
    new: "New chat",
    share: "Share this chat",
    shareTitle: "Share",
  },
  drawer: {
    title: "Menu",
  },
  error: {
    title: "This page couldn’t be shown",
    body: "Something went wrong on the server. Your work is safe. Trying again usually helps.",
    retry: "Try again",
    reference: (digest: string) => `Reference ${digest}`,
  },
  tabs: {
    chat: "Chat",
    prompts: "Prompts",
    files: "Files",
    tests: "Tests",
    people: "People",
    settings: "Settings",
    project: "Project",
  },
  rename: {
    failed: (why: string) => `The title wasn’t saved. ${why}`,
    label: "Chat title",
  },
  frame: {
    sidebar: "Sidebar",
  },
  item: {
    answering: ", answering",
    options: (title: string) => `Options for ${title}`,
  },
  sidebar: {
    search: "Search",
    nav: "Projects and chats",
    projects: "Projects",
    newProject: "New project",
    allProjects: "All projects",
    noProjects: "No projects yet",
    chats: "Chats",
    newChat: "New chat",
    allChats: "All chats",
    older: "Show older chats",
    noChats: "No chats yet. Ask something to begin one.",
  },
  skip: {
    toContent: "Skip to content",
  },
  topbar: {
    menu: "Open menu",
    hide: "Hide sidebar",
    show: "Show sidebar",
    search: "Search",
  },
  crumbs: {
    title: "Breadcrumbs",
  },
  user: {
    menu: ", your menu",
  },
} as const;

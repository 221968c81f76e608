import type { Page } from "@playwright/test";
import sharp from "sharp";
import { getDocumentProxy } from "unpdf";
import { ChatPage } from "./support/chat-page";
import { expect, holdBack, test } from "./support/test";

const NUMBERS = Array.from({ length: 14 }, (_, index) => index + 1);
const row = (cell: (column: number) => string) => `| ${NUMBERS.map(cell).join(" | ")} |`;
const TABLE = [row((n) => `Column number ${n}`), row(() => "---"), row((n) => `Value ${n}`)].join("\n");
const CODE = `const line = [${NUMBERS.map((n) => `"a value that is long ${n}"`).join(", ")}];`;
const REPLY = `## Answer\n\nLeft at the lighthouse [1].\n\n${TABLE}\n\n\`\`\`ts\n${CODE}\n\`\`\`\n\n$$${NUMBERS.map(
  (n) => `a_{${n}} \\cdot b_{${n}}`,
).join(
  " + ",
)}$$\n\n| الاسم | العمر |\n|---|---|\n| علي | ٣٠ |\n\n\`\`\`mermaid\ngraph TD\n A[Start] --> B[End]\n\`\`\``;

/** The width of a sheet of A4 between its margins, in CSS pixels. */
const SHEET = { width: 672, height: 980 };

/** What is cut off, or stands out of the sheet. */
const clipped = (page: Page) =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    return [...document.querySelectorAll("main *")].flatMap((element) => {
      const { right, width } = element.getBoundingClientRect();
      const cut =
        getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      if (element.closest(".katex-mathml")) return []; // Read out, not seen.
      return width > 2 && (right > edge + 1 || cut) ? [`${element.tagName} ${element.className}`] : [];
    });
  });

test("a chat is printed whole: white in the dark theme, nothing cut off, sources, pictures, numbered pages", async ({
  browser,
  page,
  call,
  product,
  project,
  me,
}) => {
  test.setTimeout(180_000);
  const upload = async (file: File, chatId?: string) => {
    const form = new FormData();
    form.set("file", file);
    if (chatId) form.set("chatId", chatId);
    const answer = await fetch(`${product.url}/api/projects/${project.id}/files`, {
      method: "POST",
      headers: { Authorization: `Bearer ${me.token}` },
      body: form,
    });
    return ((await answer.json()) as { data: { file: { id: string } } }).data.file.id;
  };
  const guide = await upload(new File(["# Guide\n\nTurn left at the lighthouse."], "guide.md"));
  await expect
    .poll(
      async () =>
        (await call<{ file: { status: string } }>(`/api/projects/${project.id}/files/${guide}`)).file.status,
    )
    .toBe("ready");
  const { chatId } = await call<{ chatId: string }>(`/api/chat/${project.id}`, {
    body: { message: `[[say]] ${REPLY}` },
  });
  const sea = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#36c" } })
    .png()
    .toBuffer();
  const picture = await upload(new File([new Uint8Array(sea)], "sea.png", { type: "image/png" }), chatId);
  await call(`/api/chat/${project.id}`, {
    body: { message: "[[say]] The sea", chatId, fileIds: [picture] },
  });

  await page.emulateMedia({ colorScheme: "dark" });
  await page.addInitScript(() => {
    window.print = () => {
      const late = document.querySelectorAll("[data-late]").length;
      const pictures = [...document.images].filter(({ complete }) => !complete).length;
      document.documentElement.setAttribute("data-printed", `${late + pictures}`);
    };
  });
  await page.setViewportSize(SHEET);
  await page.goto(`/print/${chatId}`);
  // The printer is asked for when formulas, diagrams and pictures stand.
  await expect(page.locator("html")).toHaveAttribute("data-printed", "0", { timeout: 30_000 });
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByText("[1] guide.md", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("img", { name: "sea.png" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Diagram, as text/ })).toHaveAttribute(
    "src",
    /--surface%3A(?:lab\(100%25|oklch\(1)%200%200/,
  );

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await clipped(page)).toEqual([]);
  await expect(page.getByRole("button")).toHaveCount(0);
  for (const part of ["html", "body", "main", ".paper"]) {
    const { background, color } = await page.locator(part).evaluate((element) => {
      const style = getComputedStyle(element);
      return { background: style.backgroundColor, color: style.color };
    });
    expect(background, part).toMatch(
      /^(?:rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)|oklch\(1 0 0\)|lab\(100%? 0 0\))$/,
    );
    if (part === "main") expect(color, "dark letters").toMatch(/^(?:oklch\(0\.2|lab\(10)/);
  }
  const pdf = await getDocumentProxy(
    new Uint8Array(await page.pdf({ preferCSSPageSize: true, format: "A4" })),
  );
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const text = items.map((item) => ("str" in item ? item.str : "")).join("");
    expect(text).toContain(`${number} / ${pdf.numPages}`);
  }

  // The browser's own menu, in the chat itself: its messages below one another, without the interface.
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: SHEET,
    storageState: await page.context().storageState(),
  });
  const chat = await context.newPage();
  await chat.goto(`/projects/${project.id}/chats/${chatId}`);
  await expect(chat.getByRole("article", { name: "Assistant" }).last()).toBeVisible();
  await chat.emulateMedia({ media: "print" });
  await expect(chat.getByRole("textbox", { name: "Message", exact: true })).toBeHidden();
  await expect(chat.getByRole("banner")).toBeHidden();
  expect(await chat.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight)).toBeLessThan(2);
  await context.close();
});

test("the key for printing prints the open chat, a new one too whose title is still on its way", async ({
  page,
  context,
  project,
}) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  const release = await holdBack(page, "**/api/chats/*");
  await chat.ask("[[say]] Hello");
  await expect(page).toHaveURL(/\/chats\/[0-9a-f]{24}$/);
  await context.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  const opened = context.waitForEvent("page");
  await page.keyboard.press("ControlOrMeta+p");
  const paper = await opened;
  release();
  await expect(paper).toHaveURL(new RegExp(`/print/${chat.chatId}$`));
  await expect(paper.locator("html[data-printed]")).toBeAttached();
  await expect(paper.getByRole("article")).toHaveCount(2);
});

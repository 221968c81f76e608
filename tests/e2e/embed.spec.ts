import { findChromium, launchOptions } from "../../scripts/support/chromium.mjs";
import { expectAccessible } from "./support/fixtures";
import { type Site, snippet, startSite, strictPolicy } from "./support/sites";
import { expect, test } from "./support/test";

// The shell without windows gives frames of other sites the storage that people's browsers keep from them.
test.use({ launchOptions: launchOptions(findChromium()) });

let site: Site;
let evil: Site;
let projectId = "";
let home = "";
test.beforeAll(async ({ product }) => {
  home = product.url;
  site = await startSite(() => ({ policy: strictPolicy(home), body: snippet(home, projectId) }));
  // It frames the widget in the allowed site's name, and talks to it.
  evil = await startSite(() => ({
    policy: "",
    body: `<script>
      window.heard = [];
      addEventListener("message", (event) => heard.push(event.data));
    </script><iframe id="frame" src="${home}/embed/${projectId}?origin=${encodeURIComponent(site.origin)}"></iframe>
    <iframe id="look" src="${home}/api/embed/${projectId}/look?origin=${encodeURIComponent(site.origin)}"></iframe>
    <iframe id="ours" src="${home}/sign-in"></iframe>${snippet(home, projectId)}`,
  }));
});
/** The same server under a name of the same site as ours, which is another origin still. */
const near = ({ origin }: Site) => origin.replace("127.0.0.1", "localhost");

test.afterAll(() => Promise.all([site.close(), evil.close()]));

test("on a site with a strict policy: button, dialog, focus, an answer, Escape, no cookie; gone when it is switched off", async ({
  page,
  context,
  browser,
  call,
  project,
  provider,
}) => {
  projectId = project.id;
  const save = (body: object) => call(`/api/projects/${project.id}/embed`, { method: "PUT", body });
  await save({
    enabled: true,
    origins: [site.origin, near(site)],
    title: "Helper",
    suggestions: ["[[say]] Which **bike**?"],
  });
  for (const path of [`/embed/${project.id}`, `/api/embed/${project.id}/look`]) {
    const { status, headers } = await fetch(`${home}${path}?origin=${encodeURIComponent(site.origin)}`);
    expect([path, status, headers.get("x-frame-options")]).toEqual([path, 200, null]);
    expect(headers.get("content-security-policy")).toContain(`frame-ancestors ${site.origin} ${near(site)};`);
  }
  await context.clearCookies();
  await page.goto(site.origin);
  const button = page.getByRole("button", { name: "Helper" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Helper" });
  await expect(dialog).toBeVisible();
  const frame = page.frameLocator("dialog iframe");
  const field = frame.getByLabel("Your message");
  await expect(field).toBeFocused();
  await frame.getByRole("button", { name: /Which/ }).click();
  await expect(frame.getByRole("article", { name: "Assistant" }).getByText("bike")).toBeVisible();
  await expect(frame.getByRole("button", { name: "Good answer" })).toBeVisible();
  const sent = JSON.stringify(provider.requests.at(-1)?.body);
  expect(sent).not.toContain("Obey me");
  expect(sent).not.toContain("gpt-evil");
  await field.focus();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
  expect(await context.cookies()).toEqual([]);

  // This browser gives a frame of another site no storage: memory has to do, and is gone with the page.
  await page.reload();
  await button.click();
  await expect(frame.getByRole("button", { name: /Which/ })).toBeEnabled();
  await expect(frame.getByRole("article")).toHaveCount(0);

  // Where there is storage the chat is theirs still, on a phone over the whole screen, and can be deleted.
  await page.setViewportSize({ width: 375, height: 700 });
  await page.goto(near(site));
  await button.click();
  await frame.getByRole("button", { name: /Which/ }).click();
  await expect(frame.getByRole("button", { name: "Good answer" })).toBeVisible();
  await page.reload();
  await button.click();
  await expect(frame.getByRole("article", { name: "Assistant" }).getByText("bike")).toBeVisible();
  await expect.poll(async () => (await dialog.boundingBox())?.width).toBe(375);
  await frame.getByRole("button", { name: "Your chats" }).click();
  await frame.getByRole("button", { name: /^Delete “/ }).click();
  await expect(frame.getByText("No chats yet")).toBeVisible();
  await frame.getByRole("button", { name: "Close" }).click();
  await expect(button).toBeFocused();

  // The page around the frame says what it must not: nothing listens.
  await button.click();
  await frame.getByRole("button", { name: "Back to the chat" }).click();
  await page.evaluate(() => {
    const shadow = [...document.querySelectorAll("div")].at(-1)?.shadowRoot;
    const target = shadow?.querySelector("iframe")?.contentWindow;
    for (const data of [{ v: 1, type: "ask", text: "Obey" }, "opened", { v: 1, type: "opened", prompt: "x" }])
      target?.postMessage(data, "*");
    // Nor does the script take the page's own word for the frame's.
    window.postMessage({ v: 1, type: "close" }, "*");
  });
  await expect(dialog).toBeVisible();
  await expect(frame.getByRole("article")).toHaveCount(0);

  await save({ enabled: false });
  const later = await browser.newPage();
  const gone = later.waitForResponse((response) => response.url().includes("/look"));
  await later.goto(site.origin);
  expect((await gone).status()).toBe(404);
  await expect(later.getByRole("button", { name: "Helper" })).toHaveCount(0);
  await later.context().close();
});

test("a site that is not allowed frames nothing of ours and hears nothing", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/frame-ancestors|X-Frame-Options|Refused to display|Refused to frame|Framing/i);
  noise.allow(/404/);
  projectId = project.id;
  await call(`/api/projects/${project.id}/embed`, {
    method: "PUT",
    body: { enabled: true, origins: [site.origin], title: "Helper" },
  });
  await page.goto(evil.origin);
  await page.waitForLoadState("networkidle");
  for (const frame of page.frames().slice(1)) {
    expect(await frame.locator("textarea, input, form").count()).toBe(0);
    expect(frame.url()).not.toContain("/sign-in?");
  }
  expect(await page.evaluate("heard")).toEqual([]);
  await expect(page.getByRole("button", { name: "Helper" })).toHaveCount(0);
});

test("the link asks for its password, answers, and is set up in a page with a preview", async ({
  page,
  browser,
  project,
}) => {
  await page.goto(`/projects/${project.id}/embed`);
  const preview = page.getByRole("region", { name: "Preview" });
  await page.getByLabel("Title").fill("Front desk");
  await expect(preview.getByText("Front desk")).toBeVisible();
  await page.getByLabel("Who may open it").click();
  await page.getByRole("option", { name: /password/ }).click();
  const slug = `desk-${project.id.slice(-8)}`;
  await page.getByLabel("Address").fill(slug);
  await page.getByLabel("Password", { exact: true }).fill("open sesame");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("link", { name: "Open the page" })).toBeVisible();
  await expectAccessible(page);

  const visitor = await browser.newPage({ baseURL: home });
  await visitor.goto(`/chat/${slug}`);
  await expect(visitor.getByText("Front desk")).toHaveCount(0);
  await visitor.getByLabel("Password", { exact: true }).fill("wrong");
  await visitor.getByRole("button", { name: "Open" }).click();
  await expect(visitor.getByText("The password is wrong")).toBeVisible();
  await visitor.getByLabel("Password", { exact: true }).fill("open sesame");
  await visitor.getByRole("button", { name: "Open" }).click();
  await expect(visitor.getByRole("heading", { name: "Front desk" })).toBeVisible();
  await visitor.getByLabel("Your message").fill("[[say]] Good morning");
  await visitor.getByRole("button", { name: "Send" }).click();
  await expect(visitor.getByRole("article", { name: "Assistant" }).getByText("Good morning")).toBeVisible();
  await expectAccessible(visitor);
  await visitor.context().close();
});

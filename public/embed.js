/* An assistant's button and frame: <script src="…/embed.js" data-project="…" async></script> */
(() => {
  const script = document.currentScript;
  const name = script?.dataset.project ?? "";
  const mark = `__assistant:${name}`;
  if (!/^[\w-]{1,60}$/.test(name) || window[mark]) return;
  window[mark] = true;
  const home = new URL(script.src).origin;
  const phone = matchMedia("(max-width: 480px)");

  // What our frames may say, by all that such a message has.
  const SAID = { look: "colour,open,position,title,type,v", ready: "type,v", close: "type,v" };
  const read = ({ data, origin, source }, frame) => {
    if (origin !== home || !frame || source !== frame.contentWindow) return {};
    if (data?.v !== 1 || !Object.hasOwn(SAID, data.type)) return {};
    return Object.keys(data).sort().join() === SAID[data.type] ? data : {};
  };
  const make = (tag, attributes) => {
    const made = document.createElement(tag);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  };
  const frameOf = (path, title) => {
    const src = `${home}${path}?origin=${encodeURIComponent(location.origin)}`;
    return make("iframe", { src, title, allow: "clipboard-write", referrerpolicy: "no-referrer" });
  };
  const styles = (paint, ink, side) => `
:host{all:initial;color-scheme:light dark}
button{position:fixed;z-index:2147483646;bottom:20px;${side}:20px;width:56px;height:56px;padding:0;border:0;border-radius:50%;display:grid;place-items:center;cursor:pointer;background:${paint};color:${ink};box-shadow:0 4px 16px #0005}
button:focus-visible{outline:3px solid ${paint};outline-offset:3px;box-shadow:0 0 0 3px Canvas}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}
dialog{position:fixed;z-index:2147483647;inset:auto;bottom:92px;${side}:20px;width:400px;max-width:none;height:min(660px,calc(100dvh - 112px));max-height:none;margin:0;padding:0;border:0;border-radius:16px;overflow:hidden;background:Canvas;box-shadow:0 8px 40px #0006}
iframe{display:block;width:100%;height:100%;border:0}
@media(max-width:480px){dialog{inset:0;width:100%;height:100%;border-radius:0}}
@media(prefers-reduced-motion:no-preference){dialog[open]{animation:a .18s}@keyframes a{from{opacity:0;translate:0 8px}}}`;

  const build = (root, { title, colour, position, open }) => {
    const paint = /^#[0-9a-f]{6}$/.test(colour) ? colour : "#0f766e";
    const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(paint.slice(at, at + 2), 16) / 255) ** 2.2);
    const ink = 0.21 * r + 0.72 * g + 0.07 * b > 0.18 ? "#000" : "#fff";
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles(paint, ink, position === "left" ? "left" : "right"));
    root.adoptedStyleSheets = [sheet];

    const button = make("button", { type: "button", "aria-haspopup": "dialog", "aria-label": title });
    const SVG = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    path.setAttribute("d", "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5Z");
    svg.append(path);
    button.append(svg);
    const dialog = make("dialog", { "aria-label": title });
    root.append(button, dialog);

    let frame;
    let asked = false;
    let ready = false;
    const settle = () => {
      button.setAttribute("aria-expanded", dialog.open);
      if (asked && ready && dialog.open) frame.contentWindow.postMessage({ v: 1, type: "opened" }, home);
    };
    const show = () => {
      frame ??= dialog.appendChild(frameOf(`/embed/${name}`, title));
      // Nobody asked for it: it takes no focus.
      if (!asked) dialog.setAttribute("open", "");
      else if (phone.matches) dialog.showModal();
      else dialog.show();
      if (asked) frame.focus();
      settle();
    };
    const hide = () => {
      dialog.close();
      settle();
      button.focus();
    };
    button.onclick = () => {
      asked = true;
      dialog.open ? hide() : show();
    };
    dialog.oncancel = (event) => {
      event.preventDefault();
      hide();
    };
    root.addEventListener("keydown", ({ key }) => key === "Escape" && dialog.open && hide());
    addEventListener("message", (event) => {
      const { type } = read(event, frame);
      if (type === "close" && dialog.open) hide();
      if (type !== "ready") return;
      ready = true;
      settle();
    });
    settle();
    if (open === true && !phone.matches) show();
  };

  const start = () => {
    const host = make("div");
    const root = host.attachShadow({ mode: "open" });
    const probe = frameOf(`/api/embed/${name}/look`, "");
    probe.hidden = true;
    const listen = (event) => {
      const look = read(event, probe);
      if (look.type !== "look") return;
      removeEventListener("message", listen);
      probe.remove();
      build(root, look);
    };
    addEventListener("message", listen);
    root.append(probe);
    document.body.append(host);
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();

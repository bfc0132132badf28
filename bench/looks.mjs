// What a browser makes of pages: pictures of each at several widths, what axe and html-validate find,
// what is wider than the screen, words broken in two. Prints one object of JSON.
//
// node looks.mjs BROWSER FOLDER PAGE…    (BROWSER: the program; FOLDER: where pictures go)
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const [browserPath, folder, ...pages] = process.argv.slice(2);
const WIDTHS = [1400, 768, 390, 320];

// From beside this script, or from where LOOKS_MODULES says.
const require = createRequire(join(resolve(process.env.LOOKS_MODULES ?? import.meta.dirname), "x.js"));
const found = (name) => {
  try {
    return require(name);
  } catch {
    return null;
  }
};

const playwright = found("playwright-core");
if (!playwright) {
  console.log(JSON.stringify({ missing: ["playwright-core"] }));
  process.exit(0);
}
const axePath = found("axe-core") ? require.resolve("axe-core/axe.min.js") : null;
const validator = found("html-validate");
const missing = [];
if (!axePath) missing.push("axe-core");
if (!validator) missing.push("html-validate");

// In the page: what is wider than the screen, and which words are broken over two lines.
const measured = () => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement || !shown(node.parentElement)) continue;
    for (const match of node.data.matchAll(/[\p{L}\p{N}£€.,]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].filter((r) => r.width).map((r) => Math.round(r.top)));
      if (tops.size > 1) broken.push(match[0]);
    }
  }
  const scrolls = [...document.querySelectorAll("*")].filter(
    (one) =>
      one.scrollWidth > one.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(one).overflowX),
  );
  const stops = [...document.querySelectorAll("[tabindex]")];
  return {
    overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    broken,
    scrolling: scrolls.length,
    unreachable: scrolls.filter((one) => !one.hasAttribute("tabindex")).length,
    stops: stops.length,
    idle: stops.filter((one) => !scrolls.includes(one) && !one.querySelector("*:is(svg)")).length,
    // Notes' marks aside.
    smallest: Math.min(
      ...[...document.querySelectorAll("body *")]
        .filter((one) => !one.closest("sup, svg") && shown(one))
        .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((one) => parseFloat(getComputedStyle(one).fontSize)),
    ),
  };
};

const browser = await playwright.chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
const results = [];
for (const page of pages) {
  for (const [width, scheme] of [...WIDTHS.map((w) => [w, "light"]), [1400, "dark"], [390, "dark"]]) {
    // The policy of a page allows no script: axe is let in by the browser.
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
      bypassCSP: true,
    });
    const tab = await context.newPage();
    const requests = [];
    tab.on("request", (request) => requests.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    const name = `${basename(page, ".html")}-${width}${scheme === "dark" ? "-dark" : ""}.png`;
    const figures = await tab.evaluate(measured);
    if (axePath) {
      await tab.addScriptTag({ content: readFileSync(axePath, "utf8") });
      const axe = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
      figures.axe = axe.violations.map((one) => ({
        id: one.id,
        impact: one.impact,
        count: one.nodes.length,
        example: one.nodes[0].html.slice(0, 160),
      }));
    }
    await tab.screenshot({ path: join(folder, name), fullPage: true });
    results.push({ page, width, scheme, picture: name, requests: requests.length - 1, ...figures });
    if (width === 1400 && scheme === "light") {
      await tab.pdf({ path: join(folder, `${basename(page, ".html")}-print.pdf`), preferCSSPageSize: true });
    }
    await context.close();
  }
}
await browser.close();

const html = [];
if (validator) {
  const { HtmlValidate } = validator;
  const validate = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:a11y"],
    // A mail has its look on every element; a heading's id may begin with its number.
    rules: { "no-inline-style": "off", "valid-id": ["error", { relaxed: true }] },
  });
  for (const page of pages) {
    const report = await validate.validateFile(page);
    // A mail is laid out as Outlook wants it: by attributes that pages have no use for.
    const mail = readFileSync(page, "utf8").includes('role="presentation"');
    for (const one of report.results.flatMap((result) => result.messages)) {
      if (mail && ["no-deprecated-attr", "no-conditional-comment"].includes(one.ruleId)) continue;
      html.push({ page, rule: one.ruleId, line: one.line, message: one.message, severity: one.severity });
    }
  }
}
console.log(JSON.stringify({ missing, results, html }));

// Builds app.css, app.js and htmx.js; the same sources give the same bytes.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { compile } from "sass";
import { minify } from "terser";

const source = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(source, "../../../..");
const target = path.resolve(source, "../build");
const modules = path.join(root, "node_modules");

const style = () =>
  compile(path.join(source, "scss/app.scss"), {
    loadPaths: [path.join(modules, "govuk-frontend/dist")],
    style: "compressed",
    quietDeps: true,
  }).css;

const script = async () => {
  const folder = path.join(source, "js");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js")).sort();
  const parts = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return (await minify(parts.join("\n"), { ecma: 2017, toplevel: true, format: { comments: false } })).code;
};

const built = {
  "app.css": style(),
  "app.js": await script(),
  "htmx.js": await readFile(path.join(modules, "htmx.org/dist/htmx.min.js"), "utf8"),
};

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
for (const [name, text] of Object.entries(built)) {
  await writeFile(path.join(target, name), text);
  const weight = (gzipSync(text, { level: 9 }).length / 1000).toFixed(1);
  process.stdout.write(`${name.padEnd(9)} ${weight.padStart(5)} kB gzip\n`);
}

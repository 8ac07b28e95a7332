// Compiles styles/ and scripts/ into ../wwwroot/assets. The same sources give the same bytes on every machine,
// so the outputs are committed and Scrutiny builds and runs without Node.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "wwwroot", "assets");
mkdirSync(out, { recursive: true });

const notice = "/*! Scrutiny. MIT licence; others' notices: licences.txt */\n";

const styles = sass.compile(join(here, "styles", "scrutiny.scss"), {
  style: "compressed",
  sourceMap: false,
  loadPaths: [join(here, "node_modules", "govuk-frontend", "dist")],
});
writeFileSync(join(out, "scrutiny.css"), notice + styles.css.replace(/^\uFEFF/, "") + "\n");

const scripts = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["scripts/scrutiny.ts"],
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  legalComments: "none",
  charset: "utf8",
  write: false,
});
writeFileSync(join(out, "scrutiny.js"), notice + scripts.outputFiles[0].text);

// Both packages are under the MIT licence, which asks for its notice to travel with copies; neither carries the file.
const version = (name) => JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8")).version;
writeFileSync(
  join(out, "licences.txt"),
  `scrutiny.css contains parts of govuk-frontend ${version("govuk-frontend")}
  Copyright (c) 2017 Crown Copyright (Government Digital Service)
scrutiny.js contains @microsoft/signalr ${version("@microsoft/signalr")}
  Copyright (c) .NET Foundation and Contributors

Both under the MIT licence:

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`,
);

// tests/Scrutiny.Tests/Conventions/AssetsTests.cs computes this again, without Node, to notice stale outputs.
const sources = ["build.js", "package-lock.json", "package.json", "tsconfig.json"];
for (const folder of ["scripts", "styles"]) {
  for (const entry of readdirSync(join(here, folder), { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      sources.push(relative(here, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
    }
  }
}
const hash = createHash("sha256");
for (const path of sources.sort((a, b) => (a < b ? -1 : 1))) {
  hash.update(path + "\n");
  hash.update(Buffer.from(readFileSync(join(here, path), "latin1").replaceAll("\r\n", "\n"), "latin1"));
}
writeFileSync(join(out, "built-from.txt"), hash.digest("hex") + "\n");

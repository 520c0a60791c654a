// Draws assets/icon.png, the extension's icon, from assets/icon.svg.
import { Resvg } from "@resvg/resvg-js";
import { readFile, writeFile } from "node:fs/promises";

const svg = await readFile(new URL("../assets/icon.svg", import.meta.url), "utf8");
await writeFile(new URL("../assets/icon.png", import.meta.url), new Resvg(svg, { fitTo: { mode: "width", value: 256 } }).render().asPng());

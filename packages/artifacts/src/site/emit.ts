import type { EmitInput, OutputFile } from "../artifact.ts";
import { viewPicture } from "./data.ts";
import { escapeHtml, readable } from "./readable.ts";
import { artifactTexts } from "./texts.ts";
import type { SiteData } from "./types.ts";

/** The application's own files, as built: paths below the site, with their bytes. `index.html` holds `<!--readable-->` where the text goes. */
export type SiteAssets = ReadonlyMap<string, string | Uint8Array>;

/**
 * The static site: the same application over files. It works from `file://`, and its text can be read without JavaScript.
 * `made` is what the emitters made already, so that it is not made again.
 */
export function* emitSite(input: EmitInput, data: SiteData, assets: SiteAssets, made?: readonly OutputFile[]): Iterable<OutputFile> {
  for (const [path, content] of assets) {
    if (path === "index.html") yield file(path, "html", () => (typeof content === "string" ? content : new TextDecoder().decode(content)).replace("<!--readable-->", () => readable(data)).replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(data.name)}</title>`));
    else yield file(path, path.slice(path.lastIndexOf(".") + 1), () => content);
  }
  yield file("data/site.js", "javascript", () => receive("site", data));
  for (const [index, view] of data.views.entries()) {
    const scene = input.scene(view.id);
    // A picture that is no graph has no scene, and is soon drawn: its bytes are compared.
    yield { ...file(`data/view-${index}.js`, "javascript", () => receive("view", viewPicture(input, view.id, data.revision)!)), ...(scene && { key: `${input.maker} site ${JSON.stringify(scene)}` }) };
  }
  for (const { id, state } of data.status.artifacts) if (state !== "not-started") yield file(`data/artifact-${id}.js`, "javascript", () => receive("artifact", artifactTexts(input, id, made)));
}

/** A call with JSON that is safe inside a script: no `</script>`, no line separators that end a statement. */
function receive(what: string, value: unknown): string {
  const json = JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  return `groundplan.receive(${JSON.stringify(what)}, ${json});\n`;
}

function file(path: string, format: string, content: () => string | Uint8Array): OutputFile {
  return { path: `site/${path}`, artifact: "site", format, ownership: "derived", content };
}

/** A picture as a file: the drawing with the colours of a theme written out. */
import type { ViewPicture } from "@groundplan/artifacts";

/** The SVG with every custom property replaced by its value as the page has it now. */
export function standaloneSvg(svg: string, page: HTMLElement = document.documentElement): string {
  const styles = getComputedStyle(page);
  return svg.replace(/var\((--gp-[a-z0-9-]+)\)/g, (_, name: string) => styles.getPropertyValue(name).trim() || "currentColor");
}

/** A PNG of the picture at a scale. Shapes go through the browser's SVG; words are set apart, for an image has none of the page's fonts. */
export async function pngOf(picture: ViewPicture, scale: number): Promise<Blob> {
  const whole = new DOMParser().parseFromString(standaloneSvg(picture.svg), "image/svg+xml");
  const texts = [...whole.querySelectorAll("text")];
  const words = texts.map((text) => {
    const number = (name: string): number => Number(text.getAttribute(name) ?? 0);
    const inherited = (name: string): string => text.closest(`[${name}]`)?.getAttribute(name) ?? "";
    return {
      x: number("x"), y: number("y"), text: text.textContent ?? "", fill: inherited("fill"), anchor: text.getAttribute("text-anchor"),
      font: `${inherited("font-weight")} ${inherited("font-size")}px ${inherited("font-family")}`,
    };
  });
  for (const text of texts) text.remove();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(whole))}`;
  await Promise.all([image.decode(), ...new Set(words.map((word) => word.font))].map((part) => (typeof part === "string" ? document.fonts.load(part) : part)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  for (const word of words) {
    context.font = word.font;
    context.fillStyle = word.fill;
    context.textAlign = word.anchor === "middle" ? "center" : word.anchor === "end" ? "right" : "left";
    context.fillText(word.text, word.x, word.y);
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture is too large for this browser.")) : resolve(blob)), "image/png"));
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission the old way still works.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/** `containers/shop` as a file's name. */
export function fileName(view: string, extension: string): string {
  return `${view.replace(/[^A-Za-z0-9_.-]+/g, "-")}.${extension}`;
}

import MarkdownIt from "markdown-it";

/** Where a link leads in the page, or undefined where it leads nowhere in it. */
export type LinkTo = (target: string) => string | undefined;

/**
 * Markdown as HTML. HTML within is shown as text: a stranger's file runs nothing. With `linkTo`, links that lead nowhere
 * become plain words, and pictures, which the page shows by itself, are left out.
 */
export function markdownHtml(text: string, linkTo?: LinkTo): string {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  if (linkTo) {
    const ends: string[] = [];
    markdown.renderer.rules["link_open"] = (tokens, at, options, _env, self) => {
      const token = tokens[at]!;
      const href = linkTo(String(token.attrGet("href") ?? ""));
      ends.push(href === undefined ? "" : "</a>");
      if (href === undefined) return "";
      token.attrSet("href", href);
      return self.renderToken(tokens, at, options);
    };
    markdown.renderer.rules["link_close"] = () => ends.pop() ?? "";
    markdown.renderer.rules["image"] = () => "";
  }
  return markdown.render(text);
}

import { useIndex, useStore } from "../data/store.ts";

const EXAMPLE = `system shop "Shop" {
  "Sells telescopes."

  actor shopper "Shopper"
  webapp storefront "Storefront" {
    tech: typescript, nextjs
    -> orders "places the order"
  }
  service orders "Orders" {
    tech: python, fastapi
    -> store "writes"
  }
  database store "Order store" { tech: postgresql@18 }

  shopper -> storefront "buys"
}
`;

/** The first page of a workspace in which nothing is described yet. */
export function EmptyPage() {
  const { site } = useIndex();
  const live = useStore((state) => state.live);
  return (
    <div className="page empty-page">
      <h1>An empty sheet</h1>
      <p className="page-lead">{site.summary.files === 0 ? "This workspace has no plan text yet." : "This workspace describes no system yet."} Write one in a file that ends in <code>.plan</code>, as this one, and its pictures stand here{live ? " the moment you save it" : " at the next build"}.</p>
      <pre className="code" tabIndex={0} aria-label="Example"><code>{EXAMPLE}</code></pre>
      <ol className="steps">
        <li><code>groundplan init</code> writes such a starter into a folder.</li>
        <li><code>groundplan check</code> says what is wrong, and where.</li>
        <li><code>groundplan status</code> lists the thirty-five artifacts and what each still needs.</li>
      </ol>
    </div>
  );
}

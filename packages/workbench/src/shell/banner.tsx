import { hrefOf } from "../data/route.ts";
import { useIndex, useStore } from "../data/store.ts";
import { Mark } from "./mark.tsx";

/** While the model has errors or the server is away the page stays usable, and says so. */
export function Banner() {
  const { site } = useIndex();
  const failure = useStore((state) => state.failure);
  const errors = site.findings.filter((finding) => finding.severity === "error");
  if (failure !== undefined) return <div className="banner" role="status"><Mark shape="cross" /><span>The last change could not be read ({failure}). What is shown is from before.</span></div>;
  const [first] = errors;
  if (first === undefined) return null;
  return (
    <div className="banner" role="status">
      <Mark shape="cross" />
      <span className="banner-words">
        <b>{errors.length === 1 ? "One error" : `${errors.length} errors`}</b>; the picture shows what can be known.{" "}
        <span className="banner-first">{first.message} <code>{first.file}:{first.line}</code></span>
      </span>
      <a href={hrefOf({ page: "findings", severity: "error" })}>{errors.length === 1 ? "Show it" : "Show them"}</a>
    </div>
  );
}

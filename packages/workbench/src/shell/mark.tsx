import type { ArtifactState, DriverState } from "@groundplan/artifacts";

/** A state as a shape; its colour only repeats it. */
export type MarkShape = "filled" | "ticked" | "sealed" | "half" | "ring" | "stale" | "cross" | "question";

/** The mark is decoration beside its words, or carries them itself where it stands alone (`label`). */
export function Mark({ shape, label }: { readonly shape: MarkShape; readonly label?: string }) {
  return (
    <svg className={`mark mark-${shape}`} width="11" height="11" viewBox="-5.5 -5.5 11 11" role={label === undefined ? undefined : "img"} aria-label={label} aria-hidden={label === undefined ? true : undefined}>
      {label === undefined ? null : <title>{label}</title>}
      {drawn(shape)}
    </svg>
  );
}

function drawn(shape: MarkShape) {
  switch (shape) {
    case "filled":
      return <circle r="4" className="mark-fill" />;
    case "ticked":
      return <><circle r="5" className="mark-fill" /><path d="M-2.3 .2l1.6 1.7l3 -3.5" className="mark-cut" /></>;
    case "sealed":
      return <><circle r="4.6" className="mark-line" /><circle r="2.6" className="mark-fill" /></>;
    case "half":
      return <><circle r="3.6" className="mark-line" /><path d="M0 -3.6a3.6 3.6 0 0 0 0 7.2z" className="mark-fill" /></>;
    case "ring":
      return <circle r="3.6" className="mark-line" />;
    case "stale":
      return <><circle r="3.8" className="mark-line" strokeDasharray="2.2 1.78" /><circle r="1.5" className="mark-fill" /></>;
    case "cross":
      return <path d="M-3.4 -3.4l6.8 6.8m0 -6.8l-6.8 6.8" className="mark-line mark-heavy" />;
    case "question":
      return <><circle r="3.8" className="mark-line" strokeDasharray="1.6 1.38" /></>;
  }
}

export const ARTIFACT_WORDS: Readonly<Record<ArtifactState, string>> = { "not-started": "Not started", incomplete: "Incomplete", complete: "Complete", verified: "Verified", stale: "Stale", approved: "Approved" };
export const DRIVER_WORDS: Readonly<Record<DriverState, string>> = { unstated: "Unstated", unanswered: "Unanswered", holds: "Holds", fails: "Fails", undecided: "Undecided" };

/** A failed judge is a cross whatever the state says. */
export function artifactShape(state: ArtifactState, failed = false): MarkShape {
  if (failed) return "cross";
  switch (state) {
    case "not-started":
      return "ring";
    case "incomplete":
      return "half";
    case "complete":
      return "filled";
    case "verified":
      return "ticked";
    case "approved":
      return "sealed";
    case "stale":
      return "stale";
  }
}

export function driverShape(state: DriverState): MarkShape {
  switch (state) {
    case "unstated":
      return "ring";
    case "unanswered":
      return "half";
    case "holds":
      return "filled";
    case "fails":
      return "cross";
    case "undecided":
      return "question";
  }
}

/** Whether nothing more is asked for. */
export function isDone(state: ArtifactState): boolean {
  return state === "complete" || state === "verified" || state === "approved";
}

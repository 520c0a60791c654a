import { update } from "../data/store.ts";
import { Dialog } from "./dialog.tsx";

const KEYS: readonly { readonly title: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  { title: "Everywhere", keys: [["/ or Ctrl K", "Search"], ["G", "All views"], ["?", "These keys"], ["Esc", "Close, clear, go up"]] },
  { title: "In a picture", keys: [["← ↑ → ↓", "Walk along relations"], ["Enter", "Go into the element"], ["Esc", "Come out again"], ["+ and −", "Zoom"], ["0", "Fit the picture"], ["F", "The picture alone"], ["B", "What breaks when it is down"], ["Tab", "To the picture, the details, the tools"], ["← →", "A step back or on, while a flow is played"]] },
  { title: "With the hand", keys: [["Drag, or two fingers", "Move"], ["Ctrl and wheel, or pinch", "Zoom"], ["Rest on an element", "Light its neighbours"], ["Double click", "Go into the element"]] },
];

export function KeysDialog() {
  const close = (): void => update({ keys: false });
  return (
    <Dialog label="Keys" className="keys-dialog" onClose={close}>
      <div className="dialog-head"><h2>Keys</h2><button type="button" className="button" onClick={close}>Close</button></div>
      <div className="keys-columns">
        {KEYS.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>{keys.map(([key, what]) => <div key={key}><dt>{title === "With the hand" ? key : <kbd>{key}</kbd>}</dt><dd>{what}</dd></div>)}</dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

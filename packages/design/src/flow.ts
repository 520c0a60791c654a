import { settingOf, type Element, type LinkedValue, type Model, type Relation } from "@groundplan/model";
import type { Quantity } from "@groundplan/vocabulary";

/** What happens in what order. */
export interface Flow {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Elements that take part, in the order in which they first do: what bears an interface, an operation or a topic, or the element itself. */
  readonly participants: readonly string[];
  readonly steps: readonly FlowStep[];
}

/** An estimate of a duration: points of its distribution, in seconds. */
export interface Estimate {
  readonly points: readonly { readonly at: "mean" | "exactly" | number; readonly seconds: number }[];
  /** As written. */
  readonly text: string;
}

interface Placed {
  /** The qualified name of the step: `shop.PlaceOrder.charge`, `shop.PlaceOrder.#2`. */
  readonly id: string;
}

/** A call, which is awaited, or a message, which is not. */
export interface CallStep extends Placed {
  readonly is: "call" | "message";
  /** Its name, where it was given one. */
  readonly name: string | undefined;
  /** Participants. */
  readonly from: string;
  readonly to: string;
  /** What is called or sent to, where that is a part of the participant: an operation, an interface, a topic. */
  readonly target: string | undefined;
  /** Its own, or that of the relation that it follows, or the name of the operation. */
  readonly label: string;
  /** The relations of the model that it may be taken to follow, the nearest first. */
  readonly relations: readonly Relation[];
  /** It follows no relation, and leads from one participant to another: the structure knows of nothing between the two. */
  readonly unknown: boolean;
  readonly time: Estimate | undefined;
  readonly timeout: Quantity | undefined;
  readonly retries: number | undefined;
  readonly compensates: string | undefined;
  /** What happens while it is served. */
  readonly steps: readonly FlowStep[];
}

export interface ReplyStep extends Placed {
  readonly is: "reply";
  readonly from: string;
  readonly to: string;
  /** A status, a type or words. */
  readonly label: string;
  /** It begins with 4 or 5. */
  readonly error: boolean;
}

export interface FlowCase extends Placed {
  readonly title: string | undefined;
  /** From 0 to 1. */
  readonly chance: number | undefined;
  readonly steps: readonly FlowStep[];
}

export type FlowStep =
  | CallStep
  | ReplyStep
  /** The cases of which one happens. */
  | (Placed & { readonly is: "alt"; readonly cases: readonly FlowCase[] })
  | (Placed & { readonly is: "opt" | "break"; readonly title: string | undefined; readonly chance: number | undefined; readonly steps: readonly FlowStep[] })
  | (Placed & { readonly is: "loop"; readonly title: string | undefined; readonly low: number | undefined; readonly high: number | undefined; readonly mean: number | undefined; readonly steps: readonly FlowStep[] })
  | (Placed & { readonly is: "parallel"; readonly title: string | undefined; readonly branches: readonly FlowCase[] })
  /** What happens when a step fails; `of` is that step. */
  | (Placed & { readonly is: "failure"; readonly of: string | undefined; readonly with: string | undefined; readonly title: string | undefined; readonly chance: number | undefined; readonly steps: readonly FlowStep[] })
  | (Placed & { readonly is: "note"; readonly text: string; readonly over: readonly string[] });

/** Blocks deeper than this are not read; the parser tells of them. */
const DEEPEST = 64;

/** The ids of all flows, in the order of the text. */
export function flowsOf(model: Model): readonly string[] {
  return model.elements("flow").map(({ id }) => id);
}

/** Reads one flow; undefined where there is none of that name. */
export function readFlow(model: Model, id: string): Flow | undefined {
  const flow = model.element(id);
  if (flow?.kind.name !== "flow") return undefined;
  const participants: string[] = [];
  const seen = new Set<string>();
  const steps = stepsOf(flow, { caller: undefined, callee: undefined }, 0);
  return { id, title: flow.title, description: flow.description, participants, steps };

  function stepsOf(holder: Element, around: { readonly caller: string | undefined; readonly callee: string | undefined }, depth: number): readonly FlowStep[] {
    const found: FlowStep[] = [];
    if (depth > DEEPEST) return found;
    // What called last and was called last among these: a step or a reply without a sender continues from there.
    let last = around;
    for (const child of model.children(holder.id)) {
      if (child.kind.group !== "step") continue;
      // A fragment belongs to the step that it stands in; at the top of a flow to the one before it.
      const inner = (): readonly FlowStep[] => stepsOf(child, around.callee === undefined ? last : around, depth + 1);
      const title = child.titled ? child.title : undefined;
      switch (child.kind.name) {
        case "step": {
          const call = readCall(child, around, depth);
          if (!call) break;
          found.push(call);
          last = { caller: call.from, callee: call.to };
          break;
        }
        case "reply": {
          const from = around.callee ?? last.callee;
          const to = around.caller ?? last.caller;
          if (from === undefined || to === undefined) break;
          const said = textIn(child, "with");
          found.push({ is: "reply", id: child.id, from, to, label: [said, title].filter((part) => part !== undefined).join(" "), error: /^[45]/.test(said ?? "") });
          break;
        }
        case "alt":
          found.push({ is: "alt", id: child.id, cases: [caseOf(child, inner())] });
          break;
        case "else": {
          const before = found[found.length - 1];
          const own = caseOf(child, inner());
          if (before?.is === "alt") found[found.length - 1] = { ...before, cases: [...before.cases, own] };
          else found.push({ is: "alt", id: child.id, cases: [own] });
          break;
        }
        case "opt":
        case "break":
          found.push({ is: child.kind.name, id: child.id, title, chance: ratioIn(child, "chance"), steps: inner() });
          break;
        case "loop": {
          const times = settingOf(child, "times")?.values[0];
          const mean = settingOf(child, "mean")?.values[0];
          const range = times?.type === "range" ? times : undefined;
          found.push({ is: "loop", id: child.id, title, low: range?.low, high: range?.high, mean: mean?.type === "quantity" ? mean.quantity.base : undefined, steps: inner() });
          break;
        }
        case "parallel":
          found.push({ is: "parallel", id: child.id, title, branches: model.children(child.id).filter(({ kind }) => kind.name === "branch").map((branch) => caseOf(branch, stepsOf(branch, around.callee === undefined ? last : around, depth + 2))) });
          break;
        case "on":
          found.push({ is: "failure", id: child.id, of: targetIn(child, "step"), with: textIn(child, "with"), title, chance: ratioIn(child, "fails"), steps: inner() });
          break;
        case "note": {
          const over = (settingOf(child, "over")?.values ?? []).flatMap((value) => (value.target === undefined ? [] : participantOf(value.target)));
          found.push({ is: "note", id: child.id, text: title ?? child.description ?? "", over: over.length > 0 ? over : [last.callee ?? last.caller ?? ""].filter((name) => name !== "") });
          break;
        }
      }
    }
    return found;
  }

  function caseOf(child: Element, steps: readonly FlowStep[]): FlowCase {
    return { id: child.id, title: child.titled ? child.title : undefined, chance: ratioIn(child, "chance"), steps };
  }

  function readCall(child: Element, around: { readonly callee: string | undefined }, depth: number): CallStep | undefined {
    const style = settingOf(child, "sends") ? "message" : "call";
    const named = targetIn(child, style === "message" ? "sends" : "to");
    const sender = settingOf(child, "from") ? targetIn(child, "from") : around.callee;
    if (named === undefined || sender === undefined) return undefined;
    const from = participantOf(sender);
    const to = participantOf(named);
    enter(from);
    enter(to);
    const relations = relationsBetween(model, sender, named, style);
    const [relation] = relations;
    const target = named === to ? undefined : named;
    const own = child.titled ? child.title : undefined;
    const time = settingOf(child, "time")?.values[0];
    const timeout = settingOf(child, "timeout")?.values[0] ?? (relation && settingOf(relation, "timeout")?.values[0]);
    const retries = settingOf(child, "retries")?.values[0] ?? (relation && settingOf(relation, "retries")?.values[0]);
    return {
      is: style, id: child.id, name: child.name.startsWith("#") ? undefined : child.name, from, to, target,
      label: own ?? relation?.label ?? (target === undefined ? "" : (model.element(target)?.title ?? "")), relations,
      unknown: relations.length === 0 && from !== to,
      time: estimateOf(time), timeout: timeout?.type === "quantity" ? timeout.quantity : undefined, retries: retries?.type === "range" ? retries.high : undefined, compensates: targetIn(child, "compensates"),
      steps: stepsOf(child, { caller: from, callee: to }, depth + 1),
    };
  }

  function enter(participant: string): void {
    if (seen.has(participant)) return;
    seen.add(participant);
    participants.push(participant);
  }

  /** What takes part where this is named: the element that offers an operation, an interface or a topic. */
  function participantOf(name: string): string {
    let at = model.element(name);
    while (at && (at.kind.group === "operation" || at.kind.group === "interface" || at.kind.group === "topic") && at.parent !== undefined) at = model.element(at.parent);
    return at?.id ?? name;
  }
}

/** What is said of a part, or of another style, is farther than all that is said of the element itself, or in its own style. */
const [PART, STYLE] = [20, 100] as const;

/**
 * The relations that a step may be taken to follow, the nearest first: from its sender, from what holds that or from a part
 * of it, to what is called, to what holds that or to a part of it. A call to an operation follows a relation to its
 * interface or to the element that offers it.
 */
function relationsBetween(model: Model, from: string, to: string, style: Relation["style"]): readonly Relation[] {
  const above = withHolders(model, from);
  const targets = withHolders(model, to);
  const sources = [...above.map((id, up) => [id, up] as const), ...model.children(from).map(({ id }) => [id, PART] as const)];
  const found = sources.flatMap(([source, distance]) => model.outgoing(source).flatMap((relation) => {
    const at = above.includes(relation.target) ? -1 : targets.indexOf(relation.target);
    if (at < 0 && !relation.target.startsWith(`${to}.`)) return [];
    return [{ relation, distance: distance + (at < 0 ? PART / 2 : at) + (relation.style === style ? 0 : STYLE) }];
  }));
  return found.sort((a, b) => a.distance - b.distance).map(({ relation }) => relation);
}

/** An element and all that it is a part of, from the inside out. A screen is a part of the application that shows it. */
function withHolders(model: Model, id: string): readonly string[] {
  const element = model.element(id);
  const application = element?.kind.group === "screen" ? targetIn(element, "of") : undefined;
  return [id, ...(application === undefined ? model.ancestors(id).map((holder) => holder.id) : withHolders(model, application))];
}

function targetIn(element: Element, name: string): string | undefined {
  return settingOf(element, name)?.values[0]?.target;
}

function textIn(element: Element, name: string): string | undefined {
  const value = settingOf(element, name)?.values[0];
  return value && "text" in value ? value.text : undefined;
}

function ratioIn(element: Element, name: string): number | undefined {
  const value = settingOf(element, name)?.values[0];
  return value?.type === "quantity" ? value.quantity.base : undefined;
}

function estimateOf(value: LinkedValue | undefined): Estimate | undefined {
  if (value?.type !== "distribution") return undefined;
  return {
    points: value.points.map(({ at, quantity }) => ({ at, seconds: quantity.base })),
    text: value.points.map(({ at, quantity }) => `${typeof at === "number" ? `p${at}` : at} ${quantity.amount}${quantity.unit}`).join(", "),
  };
}

/** Every call and message of a flow, in the order in which they begin. */
export function callsOf(steps: readonly FlowStep[]): readonly CallStep[] {
  const calls: CallStep[] = [];
  const walk = (list: readonly FlowStep[]): void => {
    for (const step of list) {
      switch (step.is) {
        case "call":
        case "message":
          calls.push(step);
          walk(step.steps);
          break;
        case "alt":
          for (const one of step.cases) walk(one.steps);
          break;
        case "parallel":
          for (const one of step.branches) walk(one.steps);
          break;
        case "reply":
        case "note":
          break;
        default:
          walk(step.steps);
      }
    }
  };
  walk(steps);
  return calls;
}


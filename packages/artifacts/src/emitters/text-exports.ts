import type { Scene } from "@groundplan/diagrams";
import type { Model } from "@groundplan/model";

export const textExports: readonly { readonly id: string; readonly extension: string; readonly scene?: (scene: Scene) => string; readonly model?: (model: Model) => string }[] = [];

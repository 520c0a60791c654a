import { pathFrom, settingOf } from "@groundplan/model";
import type { Rule } from "../rule.ts";

export const sourceMissing: Rule = {
  code: "source/missing",
  severity: "error",
  title: "Source whose file is not there",
  what: "A source names a file that does not exist, cannot be read, or lies outside of the repository.",
  why: "What it describes is missing from the model, and whatever refers to it finds nothing.",
  fix: "Correct the path: it counts from the folder of the plan file that names it.",
  good: 'source shop sql "shop.sql"\n// file: shop.sql\nCREATE TABLE cart (id uuid PRIMARY KEY);\n',
  bad: 'source shop sql "shops.sql"\n// file: shop.sql\nCREATE TABLE cart (id uuid PRIMARY KEY);\n',
  scope: "element",
  kinds: ["source"],
  check(element, { model, report }) {
    const value = settingOf(element, "file")?.values[0];
    if (value?.type !== "text") {
      report({ element: element.id }, `${element.name} names no file.`, { hint: 'Put it behind the format: source shop proto "shop.proto".' });
      return;
    }
    const file = pathFrom(element.at.file, value.text);
    const reason = model.unread(file);
    if (reason !== undefined) report({ element: element.id, setting: "file" }, `The file ${value.text} is not read: ${reason}.`, { hint: "What it would describe is missing from the model. Mend it, or name another file." });
    else if (!model.files.includes(file)) report({ element: element.id, setting: "file" }, `The file ${value.text} is not there.`, { hint: "Its path counts from the folder of this plan file, and leads nowhere outside of the repository." });
  },
};

import type { FieldJudge } from "../judge.ts";
import { buf } from "./buf.ts";
import { d2 } from "./d2.ts";
import { ajv, asyncapi, avsc, graphql, mermaid } from "./packages.ts";
import { plantuml } from "./plantuml.ts";
import { django, mypy, ruff, sqlalchemy } from "./python.ts";
import { redocly } from "./redocly.ts";
import { spectral } from "./spectral.ts";
import { sqlite } from "./sqlite.ts";

/** The tools of the field that judge files, in the order in which they are told. PostgreSQL is apart: it judges schemas and is asked for plans in one session. */
export const fieldJudges: readonly FieldJudge[] = [mermaid, plantuml, d2, redocly, spectral, asyncapi, buf, graphql, ajv, avsc, sqlite, sqlalchemy, mypy, ruff, django];

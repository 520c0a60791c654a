// Every judge of the field's own tools, in the order in which they are run.
import { asyncapi } from "./asyncapi.mjs";
import { buf, bufBreaking } from "./buf.mjs";
import { d2 } from "./d2.mjs";
import { mariadb, pglite, postgresql, sqlite } from "./databases.mjs";
import { migrationsPglite, migrationsPostgresql } from "./migrations.mjs";
import { mermaid } from "./mermaid.mjs";
import { redocly, spectral } from "./openapi.mjs";
import { plantuml } from "./plantuml.mjs";
import { avro, graphql, jsonSchema } from "./schemas.mjs";
import { alembic, django, mypyDjango, mypySqlalchemy, ruff, sqlalchemy } from "./python.mjs";
import { mongodb, redis, s3 } from "./stores.mjs";
import { structurizr } from "./structurizr.mjs";

export const judges = [mermaid, plantuml, d2, structurizr, redocly, spectral, asyncapi, buf, bufBreaking, graphql, avro, jsonSchema, postgresql, pglite, sqlite, mariadb, mongodb, redis, s3, sqlalchemy, alembic, django, mypySqlalchemy, mypyDjango, ruff, migrationsPostgresql, migrationsPglite];

export { callsOf, flowsOf, readFlow, type CallStep, type Estimate, type Flow, type FlowCase, type FlowStep, type ReplyStep } from "./flow.ts";
export { fieldsOf, plainName, readDataType, type DataField, type DataType } from "./data.ts";
export { journeysOf, readScreen, screensOf, widgetsOf, type JourneyDesign, type ScreenDesign, type Widget } from "./screens.ts";
export { entitiesOf, entityLinks, entityOf, type Cardinality, type EntityLink } from "./entities.ts";
export { readTables, snake, type TableReading } from "./tables.ts";
export { interfacesOf, readEvents, readInterface, type ApiStyle } from "./interfaces.ts";
export { isAdopted, takersOf } from "./adopted.ts";
export { DEFAULT_BATCH, DEFAULT_LOCK_TIMEOUT, migrationsOf, PHASE_ORDER, readMigration, readMigrationSchemas, type Cutover, type Mapping, type MappingLine, type Migration, type MigrationSchemas } from "./migrations.ts";
export { ASSUMED_RATE, coverageOf, estimateBackfill, lossyChange, type BackfillEstimate, type CoveredColumn, type MappingCoverage } from "./mappings.ts";

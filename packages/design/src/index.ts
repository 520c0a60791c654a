export { callsOf, flowsOf, readFlow, type CallStep, type Estimate, type Flow, type FlowCase, type FlowStep, type ReplyStep } from "./flow.ts";
export { fieldsOf, plainName, readDataType, type DataField, type DataType } from "./data.ts";
export { journeysOf, readScreen, screensOf, widgetsOf, type JourneyDesign, type ScreenDesign, type Widget } from "./screens.ts";
export { entitiesOf, entityLinks, entityOf, type Cardinality, type EntityLink } from "./entities.ts";
export { readTables, snake, type TableReading } from "./tables.ts";
export { readCollections, sinceWhen, type CollectionReading } from "./collections.ts";
export { readKeyPlan, type KeyEncoding, type KeyPattern, type KeyPlan } from "./keys.ts";
export { interfacesOf, readEvents, readInterface, type ApiStyle } from "./interfaces.ts";
export { isAdopted, takersOf } from "./adopted.ts";

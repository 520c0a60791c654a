export { callsOf, flowsOf, readFlow, type CallStep, type Estimate, type Flow, type FlowCase, type FlowStep, type ReplyStep } from "./flow.ts";
export { fieldsOf, plainName, readDataType, type DataField, type DataType } from "./data.ts";
export { journeysOf, readScreen, screensOf, widgetsOf, type JourneyDesign, type ScreenDesign, type Widget } from "./screens.ts";
export { entitiesOf, entityLinks, entityOf, type Cardinality, type EntityLink } from "./entities.ts";
export { readTables, snake, type TableReading } from "./tables.ts";
export { interfacesOf, readEvents, readInterface, topicsOf, type ApiStyle } from "./interfaces.ts";
export { isAdopted, takersOf } from "./adopted.ts";

import type { Artifact } from "./artifact.ts";

/** The seven phases of the mission. */
export const phases: readonly { readonly number: number; readonly name: string }[] = [
  { number: 1, name: "Architecture" }, { number: 2, name: "Interfaces" }, { number: 3, name: "Data" }, { number: 4, name: "Behaviour" },
  { number: 5, name: "Engineering" }, { number: 6, name: "Operations" }, { number: 7, name: "Knowledge" },
];

/** The thirty-five artifacts of the mission, in its order. */
export const artifacts: readonly Artifact[] = [
  ["1.1", "Context diagram", "derived"], ["1.2", "Containers", "derived"], ["1.3", "Technology choices", "authored"], ["1.4", "Decisions", "authored"],
  ["2.1", "Components", "derived"], ["2.2", "API specifications", "derived"], ["2.3", "Wireframes and flows", "authored"], ["2.4", "Sequences", "derived"],
  ["3.1", "Entities and schemas", "derived"], ["3.2", "Storage choices", "authored"], ["3.3", "Data flows", "derived"], ["3.4", "Migration plan", "drafted"], ["3.5", "Access patterns", "derived"],
  ["4.1", "Classes and packages", "derived"], ["4.2", "Activities", "derived"], ["4.3", "State machines", "derived"], ["4.4", "Algorithms", "authored"],
  ["5.1", "Technology stack", "derived"], ["5.2", "Style guide", "drafted"], ["5.3", "Linters and formatters", "derived"], ["5.4", "Development environment", "derived"], ["5.5", "Backlog", "authored"], ["5.6", "Version control", "drafted"],
  ["6.1", "Deployment", "derived"], ["6.2", "Infrastructure as code", "derived"], ["6.3", "Pipelines", "derived"], ["6.4", "Monitoring", "derived"], ["6.5", "Logging", "derived"], ["6.6", "Alerting", "derived"],
  ["7.1", "Decision log", "derived"], ["7.2", "Architecture document", "authored"], ["7.3", "Documentation", "derived"], ["7.4", "Guides and runbooks", "drafted"], ["7.5", "Onboarding", "drafted"], ["7.6", "Knowledge transfer", "drafted"],
].map(([id, name, origin]) => ({ id: id!, name: name!, phase: Number(id![0]), origin: origin as Artifact["origin"] }));

/** The thirty-two key drivers of the mission. */
export const keyDrivers: readonly { readonly id: string; readonly name: string }[] = [
  ["1.a", "Quality attributes and risks"], ["1.b", "System decomposition"], ["1.c", "Technology constraints and preferences"], ["1.d", "Scalability, performance, reliability"],
  ["2.a", "Separation of concerns"], ["2.b", "Interoperability"], ["2.c", "Component responsibilities"], ["2.d", "User-experience goals"], ["2.e", "Maintainability and testability"],
  ["3.a", "Integrity, consistency, durability"], ["3.b", "Volume, velocity, variety"], ["3.c", "Query patterns and performance"], ["3.d", "Data security and compliance"],
  ["4.a", "Complex business logic"], ["4.b", "Concurrency and asynchrony"], ["4.c", "Language idioms and libraries"], ["4.d", "Granular non-functional requirements"],
  ["5.a", "Readability"], ["5.b", "Team size, skills, distribution"], ["5.c", "Onboarding"], ["5.d", "Velocity and cadence"],
  ["6.a", "High availability"], ["6.b", "Cost and provider selection"], ["6.c", "Security in deployment"], ["6.d", "Time to detect and to recover"], ["6.e", "Debuggability and audit trail"], ["6.f", "Release cadence and rollback"],
  ["7.a", "Maintainability and evolution"], ["7.b", "On-call and support handover"], ["7.c", "Knowledge silos and key persons"], ["7.d", "Compliance and audit"], ["7.e", "Collaboration and efficiency"],
].map(([id, name]) => ({ id: id!, name: name! }));

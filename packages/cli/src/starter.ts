/** The files of a starter workspace: small, whole, without a finding, and each thing in it a pattern to copy. */
export function starter(folder: string, today: string): readonly (readonly [path: string, text: string])[] {
  const title = folder.replace(/[^\p{L}\p{N}]+/gu, " ").trim() || "My system";
  const shown = JSON.stringify(title[0]!.toUpperCase() + title.slice(1));
  return [
    ["groundplan.yaml", `name: ${shown}\n# Severities of rules (error, warning, info, off) and exceptions: groundplan explain lists the rules.\nrules: {}\nexceptions: []\n`],
    ["system.plan", SYSTEM.replace("TITLE", () => shown)],
    ["drivers.plan", DRIVERS],
    ["decisions/0001-postgresql-for-notes.md", DECISION.replace("TODAY", today)],
  ];
}

const SYSTEM = `// What the system is made of, and who talks to whom.
system app TITLE {
  "Keeps the notes of a team. Replace this with what your system is for."
  owner: builders

  actor member "Team member" { "Writes and finds notes." }

  webapp web "Web app" {
    "The pages that members see."
    tech: typescript, react
    -> api.NotesApi "reads and writes notes" { protocol: https; format: json; timeout: 5s }
  }

  service api "Notes API" {
    "Keeps the rules of notes: who may read and change what."
    tech: python@3.14, fastapi
    api NotesApi rest at /v1 {
      auth bearer
      list: GET /notes -> page<Note>
      write: POST /notes (Note) -> 201 Note | 422
    }
    type Note {
      id: uuid readonly
      text: string(4000) internal
      writtenAt: datetime readonly
    }
    -> notes "reads and writes" { protocol: postgresql-protocol; timeout: 2s; data: Note }
  }

  database notes "Notes" {
    "Every note and its history."
    tech: postgresql@18
  }

  member -> web "writes and finds notes" { protocol: https; data: api.Note }
}

team builders "Builders" {
  people: 4
  skills: typescript 2, react 2, python 3, fastapi 2, postgresql 2
}
`;

const DRIVERS = `// What the system must be good at, and what is taken to get there.
driver nothing-lost "No note is lost" quality reliability.faultTolerance priority high {
  source: member
  stimulus: "saves a note while a disk fails"
  environment: "production"
  artifact: notes
  response: "the note is there after recovery"
  measure: rpo <= 5min
}

choice note-store "Where notes are kept" {
  "Notes are short texts with a history; they are searched by word and by date."
  for: notes
  weights: nothing-lost 5
  final: postgresql@18
  decision: adr-0001
  candidate postgresql "PostgreSQL" {
    pros: "Known to the team", "Point-in-time recovery"
    cons: "One writer"
    scores: nothing-lost 5
  }
  candidate sqlite "SQLite" {
    status: rejected
    pros: "Nothing to run"
    cons: "Recovery is what we make of it"
    scores: nothing-lost 2
  }
}
`;

const DECISION = `---
status: accepted
date: TODAY
deciders: [builders]
drivers: [nothing-lost]
affects: [app.notes]
---
# Keep notes in PostgreSQL

## Context and Problem Statement

Notes must survive the loss of a disk, and the team has to run whatever keeps them.

## Considered Options

* PostgreSQL
* SQLite

## Decision Outcome

PostgreSQL, because it recovers to any point in time and two of us know it well.

### Consequences

* Good, because a lost disk costs five minutes of notes at most.
* Bad, because there is a server to run and to upgrade each year.
`;

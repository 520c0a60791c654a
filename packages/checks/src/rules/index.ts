import type { Rule } from "../rule.ts";
import { accessNoTarget } from "./access-no-target.ts";
import { accessUnindexed } from "./access-unindexed.ts";
import { accessUnknownField } from "./access-unknown-field.ts";
import { actorIdle } from "./actor-idle.ts";
import { apiDuplicateOperation } from "./api-duplicate-operation.ts";
import { apiGetWithBody } from "./api-get-with-body.ts";
import { apiNoAuth } from "./api-no-auth.ts";
import { apiNoSuccess } from "./api-no-success.ts";
import { apiUnknownType } from "./api-unknown-type.ts";
import { apiUnusedOperation } from "./api-unused-operation.ts";
import { candidateReasons } from "./candidate-reasons.ts";
import { capabilityShared } from "./capability-shared.ts";
import { capabilityUnrealised } from "./capability-unrealised.ts";
import { choiceCandidates } from "./choice-candidates.ts";
import { choiceFinal } from "./choice-final.ts";
import { choiceFollowed } from "./choice-followed.ts";
import { choiceOpen } from "./choice-open.ts";
import { choiceScores } from "./choice-scores.ts";
import { choiceStatus } from "./choice-status.ts";
import { choiceTotal } from "./choice-total.ts";
import { choiceWeights } from "./choice-weights.ts";
import { componentCycle } from "./component-cycle.ts";
import { componentOverItsLimit } from "./component-over-its-limit.ts";
import { constraintForbidden } from "./constraint-forbidden.ts";
import { constraintLicence } from "./constraint-licence.ts";
import { constraintMissing } from "./constraint-missing.ts";
import { containerCycle } from "./container-cycle.ts";
import { containerDescription } from "./container-description.ts";
import { containerOwner } from "./container-owner.ts";
import { containerTechnology } from "./container-technology.ts";
import { dataClassifiedUnprotected } from "./data-classified-unprotected.ts";
import { dataCrossesUnprotected } from "./data-crosses-unprotected.ts";
import { dataDeclassifierUnneeded } from "./data-declassifier-unneeded.ts";
import { dataToExternalUndeclared } from "./data-to-external-undeclared.ts";
import { decisionAffects } from "./decision-affects.ts";
import { decisionCircle } from "./decision-circle.ts";
import { decisionConflict } from "./decision-conflict.ts";
import { decisionConsequences } from "./decision-consequences.ts";
import { decisionDate } from "./decision-date.ts";
import { decisionDeciders } from "./decision-deciders.ts";
import { decisionGap } from "./decision-gap.ts";
import { decisionOptions } from "./decision-options.ts";
import { decisionReview } from "./decision-review.ts";
import { decisionStatus } from "./decision-status.ts";
import { decisionSuperseded } from "./decision-superseded.ts";
import { decisionSupersedes } from "./decision-supersedes.ts";
import { decisionUntouched } from "./decision-untouched.ts";
import { domainEmpty } from "./domain-empty.ts";
import { driverScenario } from "./driver-scenario.ts";
import { driverUnanswered } from "./driver-unanswered.ts";
import { elementOrphan } from "./element-orphan.ts";
import { elementTitleTwice } from "./element-title-twice.ts";
import { entityForeignStore } from "./entity-foreign-store.ts";
import { entityNoKey } from "./entity-no-key.ts";
import { entityUnknownIndexField } from "./entity-unknown-index-field.ts";
import { externalDescription } from "./external-description.ts";
import { fieldDuplicateNumber } from "./field-duplicate-number.ts";
import { flowEmpty } from "./flow-empty.ts";
import { flowNoReplyError } from "./flow-no-reply-error.ts";
import { flowNonIdempotentRetry } from "./flow-non-idempotent-retry.ts";
import { flowUnbounded } from "./flow-unbounded.ts";
import { flowUnknownStep } from "./flow-unknown-step.ts";
import { journeyBroken } from "./journey-broken.ts";
import { journeyTooLong } from "./journey-too-long.ts";
import { layerNone } from "./layer-none.ts";
import { layerSkipped } from "./layer-skipped.ts";
import { layerTwice } from "./layer-twice.ts";
import { layerUpwards } from "./layer-upwards.ts";
import { migrationColumnLost } from "./migration-column-lost.ts";
import { migrationFieldUnfilled } from "./migration-field-unfilled.ts";
import { migrationLossyType } from "./migration-lossy-type.ts";
import { migrationNoRollback } from "./migration-no-rollback.ts";
import { migrationPhaseOrder } from "./migration-phase-order.ts";
import { migrationUnknownPart } from "./migration-unknown-part.ts";
import { migrationWindowShort } from "./migration-window-short.ts";
import { relationAncestor } from "./relation-ancestor.ts";
import { relationDuplicate } from "./relation-duplicate.ts";
import { relationLabel } from "./relation-label.ts";
import { relationMessageTarget } from "./relation-message-target.ts";
import { relationOperationAgrees } from "./relation-operation-agrees.ts";
import { relationPastEdge } from "./relation-past-edge.ts";
import { relationProtocol } from "./relation-protocol.ts";
import { relationRetired } from "./relation-retired.ts";
import { relationRetries } from "./relation-retries.ts";
import { relationUnbounded } from "./relation-unbounded.ts";
import { riskMitigation } from "./risk-mitigation.ts";
import { riskOwner } from "./risk-owner.ts";
import { ruleForbidden } from "./rule-forbidden.ts";
import { ruleIncomplete } from "./rule-incomplete.ts";
import { ruleOnly } from "./rule-only.ts";
import { screenDeadEnd } from "./screen-dead-end.ts";
import { screenUnreachable } from "./screen-unreachable.ts";
import { sourceMissing } from "./source-missing.ts";
import { storeForeign } from "./store-foreign.ts";
import { storeShared } from "./store-shared.ts";
import { systemDescription } from "./system-description.ts";
import { systemUnused } from "./system-unused.ts";
import { teamIdle } from "./team-idle.ts";
import { teamLoad } from "./team-load.ts";
import { teamPeople } from "./team-people.ts";
import { teamSkills } from "./team-skills.ts";
import { technologyAliasTaken } from "./technology-alias-taken.ts";
import { technologyCategory } from "./technology-category.ts";
import { technologyEnded } from "./technology-ended.ts";
import { technologyEnding } from "./technology-ending.ts";
import { technologyFewKnow } from "./technology-few-know.ts";
import { technologyTeamKnows } from "./technology-team-knows.ts";
import { technologyUnknown } from "./technology-unknown.ts";
import { technologyUnknownCategory } from "./technology-unknown-category.ts";
import { technologyUnknownLicence } from "./technology-unknown-licence.ts";
import { technologyUnknownVersion } from "./technology-unknown-version.ts";
import { technologyUnused } from "./technology-unused.ts";
import { technologyVersion } from "./technology-version.ts";
import { termDescription } from "./term-description.ts";
import { termDuplicate } from "./term-duplicate.ts";
import { topicUnconsumed } from "./topic-unconsumed.ts";
import { topicUnpublished } from "./topic-unpublished.ts";
import { typeCircle } from "./type-circle.ts";
import { typeUnused } from "./type-unused.ts";
import { viewEmpty } from "./view-empty.ts";
import { widgetAccessibleName } from "./widget-accessible-name.ts";
import { widgetAction } from "./widget-action.ts";
import { workerUnfed } from "./worker-unfed.ts";

/** Every rule, in the order of the rule reference. */
export const rules: readonly Rule[] = [
  systemDescription, systemUnused,
  actorIdle,
  externalDescription,
  containerCycle, containerDescription, containerOwner, containerTechnology,
  componentCycle,
  componentOverItsLimit,
  elementOrphan, elementTitleTwice,
  relationAncestor, relationDuplicate, relationLabel, relationMessageTarget, relationOperationAgrees, relationPastEdge, relationProtocol, relationRetired, relationRetries, relationUnbounded,
  storeForeign, storeShared,
  topicUnconsumed, topicUnpublished,
  workerUnfed,
  flowEmpty, flowNoReplyError, flowNonIdempotentRetry, flowUnbounded, flowUnknownStep,
  apiDuplicateOperation, apiGetWithBody, apiNoAuth, apiNoSuccess, apiUnknownType, apiUnusedOperation,
  typeCircle, typeUnused,
  fieldDuplicateNumber,
  entityForeignStore, entityNoKey, entityUnknownIndexField,
  accessNoTarget, accessUnindexed, accessUnknownField,
  dataClassifiedUnprotected, dataCrossesUnprotected, dataDeclassifierUnneeded, dataToExternalUndeclared,
  migrationColumnLost, migrationFieldUnfilled, migrationLossyType, migrationNoRollback, migrationPhaseOrder, migrationUnknownPart, migrationWindowShort,
  screenDeadEnd, screenUnreachable,
  widgetAccessibleName, widgetAction,
  journeyBroken, journeyTooLong,
  layerNone, layerSkipped, layerTwice, layerUpwards,
  ruleForbidden, ruleIncomplete, ruleOnly,
  technologyAliasTaken, technologyCategory, technologyEnded, technologyEnding, technologyFewKnow, technologyTeamKnows, technologyUnknownCategory, technologyUnknownLicence, technologyUnknownVersion, technologyUnknown, technologyUnused, technologyVersion,
  constraintForbidden, constraintLicence, constraintMissing,
  choiceCandidates, choiceFinal, choiceFollowed, choiceOpen, choiceScores, choiceStatus, choiceTotal, choiceWeights,
  candidateReasons,
  driverScenario, driverUnanswered,
  riskMitigation, riskOwner,
  decisionAffects, decisionCircle, decisionConflict, decisionConsequences, decisionDate, decisionDeciders, decisionGap, decisionOptions, decisionReview, decisionStatus, decisionSuperseded, decisionSupersedes, decisionUntouched,
  domainEmpty,
  capabilityShared, capabilityUnrealised,
  teamIdle, teamLoad, teamPeople, teamSkills,
  termDescription, termDuplicate,
  viewEmpty,
  sourceMissing,
];

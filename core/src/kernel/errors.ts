/** What went wrong, seen from outside; each kind has one HTTP status at the edge. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many'
  | 'unavailable'

/** Every code the system can answer with, and the kind it belongs to. Sentences: `messages.ts`. */
export const errorKinds = {
  'kernel.invalid_input': 'invalid',
  'kernel.not_found': 'not_found',
  'kernel.forbidden': 'forbidden',
  'kernel.stale_version': 'conflict',
  'kernel.idempotency_mismatch': 'conflict',
  'kernel.idempotency_in_progress': 'conflict',
  'kernel.too_many_requests': 'too_many',
  'kernel.too_large': 'invalid',
  'kernel.unavailable': 'unavailable',
  'kernel.cross_site': 'forbidden',
  'account.bad_credentials': 'unauthenticated',
  'account.signed_out': 'unauthenticated',
  'account.totp_required': 'unauthenticated',
  'account.bad_totp': 'unauthenticated',
  'account.locked': 'too_many',
  'account.login_taken': 'conflict',
  'account.weak_password': 'invalid',
  'account.reset_expired': 'invalid',
  'account.totp_enrolment_required': 'forbidden',
  'party.bad_uscc': 'invalid',
  'party.uscc_taken': 'conflict',
  'party.not_approved': 'forbidden',
  'party.not_pending': 'conflict',
  'evidence.bad_manifest': 'invalid',
  'evidence.bad_disclosure': 'invalid',
  'evidence.sketch_disclosed': 'invalid',
  'evidence.not_published': 'conflict',
  'evidence.log_closed': 'unavailable',
  'overlap.bad_sketch': 'invalid',
  'overlap.wrong_epoch': 'conflict',
  'delegation.ended': 'forbidden',
  'delegation.not_in_scope': 'forbidden',
  'delegation.acting_elsewhere': 'conflict',
  'delegation.command_not_offered': 'conflict',
  'delegation.no_rules': 'conflict',
  'delegation.not_in_force': 'conflict',
  'filing.command_not_offered': 'conflict',
  'filing.findings_open': 'invalid',
  'filing.deposit_not_published': 'conflict',
  'filing.answers_missing': 'invalid',
  'filing.attachment_type': 'invalid',
  'filing.attachment_size': 'invalid',
  'filing.attachment_infected': 'invalid',
  'filing.attachment_broken': 'invalid',
  'filing.attachment_count': 'invalid',
  'filing.share_limit': 'conflict',
  'filing.share_full': 'conflict',
  'filing.share_closed': 'conflict',
  'filing.example_gone': 'conflict',
  'filing.batch_superseded': 'conflict',
  'filing.batch_incomplete': 'conflict',
  'filing.batch_no_clean_rows': 'conflict',
  'filing.batch_no_drafts': 'conflict',
  'filing.batch_changed': 'conflict',
  'examination.same_person': 'forbidden',
  'examination.not_assigned': 'forbidden',
  'examination.unknown_ground': 'invalid',
  'examination.conflict_of_interest': 'forbidden',
  'examination.lease_running': 'conflict',
  'examination.no_more_extensions': 'conflict',
  'examination.not_a_colleague': 'invalid',
  'examination.nothing_to_examine': 'conflict',
  'examination.cohort_changed': 'conflict',
  'examination.cohort_too_small': 'conflict',
  'examination.cohort_sampled': 'conflict',
  'examination.no_expert_rules': 'conflict',
  'examination.expert_conflict': 'conflict',
  'examination.expert_ended': 'conflict',
  'examination.expert_locked': 'forbidden',
  'examination.expert_codes_spent': 'conflict',
  'publication.notice_over': 'conflict',
  'publication.objection_settled': 'conflict',
  'publication.answer_over': 'conflict',
  'publication.not_heard': 'conflict',
  'publication.not_offered': 'conflict',
  'publication.identified': 'invalid',
  'publication.same_checker': 'forbidden',
  'publication.decision_moved': 'conflict',
  'publication.rejoinder_over': 'conflict',
  'publication.merged': 'conflict',
  'publication.evidence_count': 'invalid',
  'publication.watch_limit': 'conflict',
  'publication.watch_no_sketch': 'invalid',
  'publication.not_comparable': 'conflict',
  'publication.sketch_limit': 'conflict',
  'rule_pack.bad_file': 'invalid',
  'rule_pack.decided': 'conflict',
  'rule_pack.not_proposed': 'conflict',
  'rule_pack.same_person': 'forbidden',
  'coaching.command_not_offered': 'conflict',
  'coaching.not_available': 'conflict',
  'coaching.slot_full': 'conflict',
  'coaching.slot_over': 'conflict',
  'coaching.slot_taken': 'conflict',
  'coaching.slots_exist': 'conflict',
  'coaching.case_linked': 'conflict',
  'coaching.too_many': 'conflict',
  'programme.other_office': 'forbidden',
  'registration.not_clear': 'conflict',
  'registration.affair_open': 'conflict',
  'registration.affair_not_offered': 'conflict',
  'registration.entry_not_offered': 'conflict',
  'registration.documents_missing': 'invalid',
  'registration.no_rules': 'conflict',
  'registration.nothing_changed': 'invalid',
  'registration.revision_breaks': 'conflict',
  'registration.revision_closed': 'conflict',
  'registration.deposit_used': 'conflict',
  'registration.link_not_offered': 'conflict',
  'registration.proof_missing': 'invalid',
  'registration.lineage_cycle': 'conflict',
  'registration.link_exists': 'conflict',
  'registration.parent_ended': 'conflict',
  'registration.number_taken': 'conflict',
  'registration.encumbered': 'conflict',
  'registration.holders_changed': 'conflict',
  'registration.effects_untold': 'conflict',
  'registration.letter_served': 'conflict',
  'registration.renewal_closed': 'conflict',
  'registration.partner_unknown': 'not_found',
  'certificate.not_issued': 'not_found',
  'certificate.not_in_force': 'conflict',
  'certificate.not_bound': 'not_found',
  'certificate.bad_holder_proof': 'invalid',
  'notification.bad_address': 'invalid',
  'notification.legal_mail': 'invalid',
  'notification.hook_off': 'conflict',
  'notification.too_many': 'conflict',
  'notification.key_invalid': 'unauthenticated',
  'notification.key_scope': 'forbidden',
} as const satisfies Record<string, ErrorKind>

export type ErrorCode = keyof typeof errorKinds

/** One faulty field: `path` as in the request body, e.g. `form.name` or `files.3.path`. */
export interface FieldFault {
  path: string
  message: string
}

/** The only error thrown on purpose; everything else is a defect and answers 500 without detail. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly code: ErrorCode
  readonly params: Readonly<Record<string, string | number>>
  readonly fields: readonly FieldFault[]

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, string | number>> = {},
    fields: readonly FieldFault[] = [],
  ) {
    super(code)
    this.name = 'AppError'
    this.kind = errorKinds[code]
    this.code = code
    this.params = params
    this.fields = fields
  }
}

import { type Role, roles } from '@datadeed/core/kernel/actor'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import { openApp, openSession, requester } from './testing/http.ts'
import { seedAccount, seedParty, type TestPlatform, testPlatform } from './testing/platform.ts'

/**
 * Who may call what at all; the policies decide about the thing itself. Read it before changing it: a new route stands here
 * or the test fails. `account` is anybody who is signed in, `public` everybody.
 */
const table = `
DELETE /api/v1/api-keys/:id                         signatory
DELETE /api/v1/watches/:id                         account
DELETE /api/v1/web-hooks/:id                        signatory
GET    /api/v1/acts                                 filer signatory
GET    /api/v1/api-keys                             signatory
GET    /api/v1/api-keys/:id/acts                    signatory
GET    /api/v1/changes                              filer signatory
GET    /api/v1/inbox                                account
GET    /api/v1/inbox/unread-count                   account
GET    /api/v1/me/mail-preferences                  account
GET    /api/v1/watches                              account
GET    /api/v1/web-hooks                            signatory
GET    /api/v1/web-hooks/:id                        signatory
GET    /api/v1/web-hooks/:id/deliveries             signatory
POST   /api/v1/api-keys                             signatory
POST   /api/v1/inbox/read                           account
POST   /api/v1/watches                              account
POST   /api/v1/web-hooks                            signatory
POST   /api/v1/web-hooks/:id/deliveries/:webhookId/resend  signatory
POST   /api/v1/web-hooks/:id/ping                   signatory
POST   /api/v1/web-hooks/:id/secret                 signatory
PUT    /api/v1/inbox/:id/read                       account
PUT    /api/v1/me/mail-preferences                  account
PUT    /api/v1/web-hooks/:id                        signatory
DELETE /api/v1/batches/:id/attachments/:attachmentId  filer signatory
GET    /api/v1/agency/cases                         account
GET    /api/v1/delegations                          account
GET    /api/v1/delegations/:id                      account
GET    /api/v1/delegations/:id/acts                 account
GET    /api/v1/delegations/:id/document.pdf         account
POST   /api/v1/delegations                          signatory
POST   /api/v1/delegations/:id/steps                filer signatory coach
PUT    /api/v1/me/acting                            account
GET    /api/v1/batches                              filer signatory
GET    /api/v1/batches/:id                          filer signatory
GET    /api/v1/batches/:id/rows                     filer signatory
GET    /api/v1/batches/:id/signing                  signatory
PATCH  /api/v1/batches/:id/rows/:line               filer signatory
POST   /api/v1/batches                              filer signatory
POST   /api/v1/batches/:id/attachments              filer signatory
POST   /api/v1/batches/:id/close                    filer signatory
POST   /api/v1/batches/:id/drafts                   filer signatory
POST   /api/v1/batches/:id/submission               signatory
POST   /api/v1/batches/:id/undo                     filer signatory
POST   /api/v1/batches/:id/uploads                  filer signatory
PUT    /api/v1/batches/:id/rows                     filer signatory
DELETE /api/v1/cases/:id/attachments/:attachmentId  filer signatory
DELETE /api/v1/sessions/:id                         account
DELETE /api/v1/sessions/current                     account
DELETE /api/v1/workbench/interests/:id              examiner
GET    /api/v1/coaching                             filer signatory coach officer examiner auditor administrator
GET    /api/v1/coaching/:id                         filer signatory coach officer examiner auditor administrator
GET    /api/v1/coaching-calendar                    filer signatory coach officer examiner auditor administrator
GET    /api/v1/coaching-companies                   coach officer examiner
GET    /api/v1/coaching-events                      auditor administrator
GET    /api/v1/coaching-figures                     coach officer examiner auditor administrator
POST   /api/v1/coaching                             filer signatory coach officer examiner
POST   /api/v1/coaching/:id/appointments            filer signatory coach officer examiner
POST   /api/v1/coaching/:id/closing                 filer signatory coach officer examiner
POST   /api/v1/coaching/:id/links                   filer signatory
POST   /api/v1/coaching/:id/messages                filer signatory coach officer examiner
POST   /api/v1/coaching/:id/records                 coach officer examiner
POST   /api/v1/coaching/:id/reopening               filer signatory coach officer examiner
POST   /api/v1/coaching/:id/taking                  coach officer examiner
POST   /api/v1/coaching/:id/tasks                   coach officer examiner
POST   /api/v1/coaching/:id/tasks/:taskId/completion  filer signatory coach officer examiner
POST   /api/v1/coaching-appointments/:id/cancellation  filer signatory coach officer examiner
POST   /api/v1/coaching-slots                       coach officer examiner
POST   /api/v1/coaching-slots/:id/withdrawal        coach officer examiner
GET    /api/v1/agreement                            examiner reviewer auditor administrator
GET    /api/v1/cases                                account
GET    /api/v1/cases/:id                            account
GET    /api/v1/cases/:id/attachments/:attachmentId  account
GET    /api/v1/cases/:id/clocks                     account
DELETE /api/v1/cases/:id/comments/:commentId/resolution  filer signatory
DELETE /api/v1/cases/:id/shares/:shareId            filer signatory
DELETE /api/v1/examples/:id/choice                  examiner reviewer administrator
GET    /api/v1/cases/:id/example-consent            filer signatory
GET    /api/v1/cases/:id/shares                     filer signatory
GET    /api/v1/cases/:id/similar-registrations      filer signatory
GET    /api/v1/cases/:id/writing-aids               filer signatory
GET    /api/v1/examples                             account
GET    /api/v1/templates                            account
POST   /api/v1/cases/:id/shares                     filer signatory
POST   /api/v1/examples/:id/choice                  examiner reviewer administrator
PUT    /api/v1/cases/:id/comments/:commentId/resolution  filer signatory
PUT    /api/v1/cases/:id/example-consent            signatory
GET    /api/v1/clock-simulation                     administrator
GET    /api/v1/cases/:id/local-handling             examiner reviewer officer auditor administrator
GET    /api/v1/key-enterprises                      officer auditor administrator
GET    /api/v1/prefecture-figures                   officer auditor administrator
POST   /api/v1/cases/:id/joint-handling             officer
POST   /api/v1/cases/:id/preliminary-opinions       officer
POST   /api/v1/key-enterprises/import               officer
GET    /api/v1/officers                             administrator
PUT    /api/v1/officers/:id/office                  administrator
GET    /api/v1/experts                              examiner reviewer auditor administrator
POST   /api/v1/experts                              administrator
PUT    /api/v1/experts/:id                          administrator
GET    /api/v1/cases/:id/expert-choices             examiner
GET    /api/v1/cases/:id/expert-requests            account
POST   /api/v1/cases/:id/expert-requests            examiner
POST   /api/v1/cases/:id/expert-requests/:requestId/recall  examiner
POST   /api/v1/cases/:id/expert-requests/:requestId/resending  examiner
POST   /api/v1/rule-versions/:id/proposal           administrator
PUT    /api/v1/key-enterprises/:id                  officer
POST   /api/v1/cases/:id/clock-pause                examiner
POST   /api/v1/cases/:id/clock-resumption           examiner
GET    /api/v1/cases/:id/colleagues                 examiner
GET    /api/v1/cases/:id/letters/:letterId          account
GET    /api/v1/cases/:id/submission-receipt.pdf     account
GET    /api/v1/certificate-digests/:sha256          public
GET    /api/v1/certificates/:number                 public
GET    /api/v1/certificates/:number/bound-credential  filer signatory
GET    /api/v1/certificates/:number/code.pdf        public
GET    /api/v1/certificates/:number/credential      public
GET    /api/v1/certificates/:number/package         public
GET    /api/v1/certificates/:number/pdf             public
GET    /api/v1/certificates/:number/sd-jwt          public
GET    /api/v1/comparison-keys                      filer signatory
GET    /api/v1/deposits                             account
GET    /api/v1/deposits/:id                         account
GET    /api/v1/deposits/:id/overlaps                account
GET    /api/v1/deposits/:id/proof                   account
GET    /api/v1/deposits/:id/receipt                 account
GET    /api/v1/deposits/:id/receipt.pdf             account
GET    /api/v1/events                               auditor administrator
GET    /api/v1/industries                           public
GET    /api/v1/log                                  public
GET    /api/v1/me                                   account
GET    /api/v1/members                              signatory
GET    /api/v1/notices                              public
GET    /api/v1/notices/:number                      public
GET    /api/v1/objections                           account
GET    /api/v1/objections/:id                       account
GET    /api/v1/objections/:id/evidence/:evidenceId  account
GET    /api/v1/objections/:id/mediation/agreement   account
POST   /api/v1/objections/:id/mediation             signatory examiner
POST   /api/v1/objections/:id/mediation/agreement   examiner
POST   /api/v1/objections/:id/mediation/answer      signatory
POST   /api/v1/objections/:id/mediation/failure     signatory examiner
POST   /api/v1/objections/:id/mediation/mediator    examiner
GET    /api/v1/decisions                            public
GET    /api/v1/decisions/:number                    public
GET    /api/v1/decisions/grounds                    public
GET    /api/v1/decision-drafts                      examiner reviewer auditor administrator
GET    /api/v1/decision-drafts/:id                  examiner reviewer auditor administrator
POST   /api/v1/decision-drafts/:id/check            examiner
POST   /api/v1/decision-drafts/:id/release          reviewer
POST   /api/v1/decision-drafts/:id/return           reviewer
POST   /api/v1/decision-drafts/:id/withhold         reviewer
GET    /api/v1/parties                              examiner reviewer officer auditor administrator
GET    /api/v1/parties/:id                          account
GET    /api/v1/queue-counts                         examiner reviewer officer auditor administrator
GET    /api/v1/regions                              public
GET    /api/v1/affairs                              filer signatory
GET    /api/v1/affairs/:id                          account
GET    /api/v1/affairs/:id/letter                   account
GET    /api/v1/affairs/:id/burden-letters/:letterId account
GET    /api/v1/affairs/:id/page                     account
GET    /api/v1/partners                             filer signatory
GET    /api/v1/affairs/:id/documents/:documentId    account
GET    /api/v1/registrations                        account
GET    /api/v1/registrations/:id                    account
POST   /api/v1/affairs/:id/burden-letters/:letterId/service examiner reviewer officer
POST   /api/v1/affairs/:id/materials/:code          filer signatory examiner
POST   /api/v1/affairs/:id/steps                    filer signatory examiner reviewer
POST   /api/v1/registrations/:id/affairs            filer signatory examiner
GET    /api/v1/register/:number/revisions           public
GET    /api/v1/register/:number/lineage             public
GET    /api/v1/register/:number/numbers             public
GET    /api/v1/dataset-numbers                      public
GET    /api/v1/dataset-numbers.csv                  public
GET    /api/v1/registrations/:id/revisions          account
POST   /api/v1/registrations/:id/revision-checks    filer signatory
POST   /api/v1/registrations/:id/revisions          signatory
GET    /api/v1/cases/:id/lineage                    account
GET    /api/v1/registrations/:id/lineage            account
POST   /api/v1/cases/:id/lineage                    signatory
POST   /api/v1/lineage/:id/steps                    signatory examiner
POST   /api/v1/lineage/:id/proofs                   signatory
GET    /api/v1/lineage/:id/proofs/:proofId          account
GET    /api/v1/registrations/:id/numbers            account
POST   /api/v1/registrations/:id/numbers/:kind      signatory
POST   /api/v1/registrations/:id/numbers/:kind/withdrawals signatory
POST   /api/v1/number-statements/:id/checks         examiner reviewer
GET    /api/v1/number-statements/:id/proof          account
GET    /api/v1/register                             public
GET    /api/v1/register/:number                     public
GET    /api/v1/rule-performance                     examiner administrator
GET    /api/v1/rule-pack                            account
GET    /api/v1/rule-versions                        examiner reviewer officer auditor administrator
GET    /api/v1/rule-versions/:id                    examiner reviewer officer auditor administrator
GET    /api/v1/rule-versions/:id/comparison         examiner reviewer officer auditor administrator
GET    /api/v1/rule-versions/:id/file               examiner reviewer officer auditor administrator
GET    /api/v1/rule-versions/:id/preview            auditor administrator
GET    /api/v1/rule-versions/:id/simulation         auditor administrator
POST   /api/v1/rule-versions                        administrator
POST   /api/v1/rule-versions/:id/discarding         administrator
POST   /api/v1/rule-versions/:id/effect             administrator
GET    /api/v1/second-examinations/:id              examiner
GET    /api/v1/second-examinations/:id/attachments/:attachmentId  examiner
GET    /api/v1/sessions                             account
GET    /api/v1/workbench                            examiner
GET    /api/v1/status-lists/:list                   public
GET    /api/v1/system                               public
GET    /api/v1/trust                                public
GET    /api/v1/trust/ca.pem                         public
GET    /api/v1/trust/issuer                         public
GET    /healthz                                     public
GET    /log/checkpoint                              public
GET    /log/entries                                public
GET    /log/entry/:index                           public
GET    /log/entry/:index/:file                     public
GET    /log/sm3/checkpoint                          public
GET    /log/sm3/tile/*                              public
GET    /log/sm3/vkey                                public
GET    /log/tile/*                                  public
GET    /log/vkey                                    public
GET    /metrics                                     public
GET    /readyz                                      public
PATCH  /api/v1/cases/:id                            filer signatory
POST   /api/v1/cases                                filer signatory
POST   /api/v1/cases/:id/acceptance-proposal        examiner
POST   /api/v1/cases/:id/attachments                filer signatory
POST   /api/v1/cases/:id/claim                      examiner
POST   /api/v1/cases/:id/correction                 examiner
POST   /api/v1/cases/:id/hand-over                  examiner
POST   /api/v1/cases/:id/lease-extension            examiner
POST   /api/v1/cases/:id/refusal-proposal           examiner
POST   /api/v1/cases/:id/proposal-retraction        examiner
GET    /api/v1/cases/:id/cohort                     examiner reviewer auditor administrator
GET    /api/v1/cohort-candidates                    examiner
GET    /api/v1/cohorts                              examiner reviewer auditor administrator
GET    /api/v1/cohorts/:id                          examiner reviewer auditor administrator
GET    /api/v1/cohorts/:id/members                  examiner reviewer auditor administrator
POST   /api/v1/cohorts                              examiner
POST   /api/v1/cohorts/:id/split-offs               examiner
POST   /api/v1/cohorts/:id/steps                    examiner reviewer
POST   /api/v1/cases/:id/finding-judgements         examiner
POST   /api/v1/cases/:id/release                    reviewer
POST   /api/v1/cases/:id/response                   signatory
POST   /api/v1/cases/:id/return-to-filer            signatory
POST   /api/v1/cases/:id/send-back                  reviewer
POST   /api/v1/cases/:id/signature-request          filer signatory
POST   /api/v1/cases/:id/submission                 signatory
POST   /api/v1/cases/:id/unclaim                    examiner
POST   /api/v1/cases/:id/visit                      examiner reviewer
POST   /api/v1/cases/:id/withdrawal                 filer signatory
POST   /api/v1/certificates/:number/holder-key      signatory
POST   /api/v1/comparison-epochs                    administrator
POST   /api/v1/demo/clock                           public
POST   /api/v1/deposits                             filer signatory
POST   /api/v1/deposits/:id/disclosures             filer signatory
POST   /api/v1/deposits/:id/sketch                  filer signatory
POST   /api/v1/me/password                          account
POST   /api/v1/me/totp                              account
POST   /api/v1/me/totp/confirmation                 account
POST   /api/v1/members                              signatory
POST   /api/v1/notices/:number/objections           public
POST   /api/v1/objections/:id/answer                signatory
POST   /api/v1/objections/:id/decision              examiner
POST   /api/v1/objections/:id/evidence              signatory
POST   /api/v1/overlap-queries                      filer signatory
POST   /api/v1/parties/:id/approval                 officer administrator
POST   /api/v1/parties/:id/rejection                officer administrator
POST   /api/v1/password-resets                      public
POST   /api/v1/password-resets/use                  public
POST   /api/v1/next-case                            examiner
POST   /api/v1/person-links                         administrator
POST   /api/v1/second-examinations                  examiner
POST   /api/v1/second-examinations/:id/opinion      examiner
POST   /api/v1/sessions                             public
POST   /api/v1/workbench/interests                  examiner
POST   /api/v1/workbench/profile                    examiner
POST   /api/v1/sign-ups                             public
POST   /api/v1/verifications                        public
`
const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/))
  .map(([method = '', url = '', ...who]) => ({ method, url, who }))

let p: TestPlatform
let app: FastifyInstance
beforeAll(async () => {
  p = await testPlatform()
  app = await openApp(p)
})

test('the table is what the program does, and pages and files are public', () => {
  const isInterface = (route: string) => / \/(api|log\/|healthz|readyz|metrics)/.test(route)
  const actual = [...app.accessTable]
    .filter(([route]) => isInterface(route))
    .map(([route, access]) => `${route} ${typeof access === 'string' ? access : access.join(' ')}`)
  expect(actual.sort()).toEqual(rows.map(({ method, url, who }) => `${method} ${url} ${who.join(' ')}`).sort())
  const others = [...app.accessTable].filter(([route]) => !isInterface(route))
  expect(others.length).toBeGreaterThan(10)
  expect(others.filter(([, access]) => access !== 'public')).toEqual([])
})

test('no route can be added without saying who may call it', async () => {
  const fresh = await openApp(p)
  expect(() => fresh.get('/open', () => '')).toThrow('route without access: GET /open')
})

const guest = 'guest'
const nowhere = '019a0000-0000-7000-8000-000000000000'

test.each([guest, ...roles])('%s is let in just where the table says', async (who) => {
  const call = requester(app)
  const role = who as Role
  const partyId = role === 'filer' || role === 'signatory' ? await seedParty(p) : undefined
  const newToken = async () => {
    const region = role === 'officer' || role === 'coach' ? { regionCode: '520100' } : {}
    const actor = await seedAccount(p, { roles: [role], ...region, ...(partyId ? { partyId } : {}) })
    await p.owner.updateTable('account').set({ totp_secret: 'X' }).where('id', '=', actor.accountId).execute()
    return await openSession(p, actor)
  }
  const token = who === guest ? undefined : await newToken()
  for (const [at, { method, url, who: allowed }] of rows.entries()) {
    const path = url
      .replace(/:(number|sha256)/, '1')
      .replace(/:\w+/g, nowhere)
      .replace('*', 'entries/000')
    // Signing out would end the session for the rows after it.
    const as = url.endsWith('/current') && who !== guest ? await newToken() : token
    const { status, json } = await call(method as 'GET', path, { from: `10.8.${at}.1`, ...(as ? { token: as } : {}) })
    const refused = json?.code === 'account.signed_out' || json?.code === 'kernel.forbidden'
    const open = allowed[0] === 'public' || (who !== guest && (allowed[0] === 'account' || allowed.includes(who)))
    expect({ method, url, refused, broken: status === 500 }).toEqual({
      method,
      url,
      refused: !open,
      broken: status === 503,
    })
  }
})

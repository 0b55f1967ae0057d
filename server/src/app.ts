import { AppError } from '@datadeed/core/kernel/errors'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { DestinationStream } from 'pino'
import { version } from './config.ts'
import { accountRoutes } from './features/account/routes.ts'
import { findSession } from './features/account/service.ts'
import { certificatePages } from './features/certificate/pages.ts'
import { certificateRoutes } from './features/certificate/routes.ts'
import { coachingPages } from './features/coaching/pages.ts'
import { coachingRoutes } from './features/coaching/routes.ts'
import { delegationRoutes } from './features/delegation/routes.ts'
import { evidencePages } from './features/evidence/pages.ts'
import { evidenceRoutes } from './features/evidence/routes.ts'
import { expertPages } from './features/examination/expert-pages.ts'
import { expertRoutes } from './features/examination/expert-routes.ts'
import { examinationRoutes } from './features/examination/routes.ts'
import { batchRoutes } from './features/filing/batch-routes.ts'
import { clockRoutes } from './features/filing/clock-routes.ts'
import { draftSharePages } from './features/filing/draft-share-pages.ts'
import { draftShareRoutes } from './features/filing/draft-share-routes.ts'
import { filingPages } from './features/filing/pages.ts'
import { filingRoutes } from './features/filing/routes.ts'
import { templateRoutes } from './features/filing/template-routes.ts'
import { vocabularyRoutes } from './features/filing/vocabulary-routes.ts'
import { notificationRoutes } from './features/notification/routes.ts'
import { findKey, isKey } from './features/notification/service.ts'
import { overlapRoutes } from './features/overlap/routes.ts'
import { partyRoutes } from './features/party/routes.ts'
import { programmeRoutes } from './features/programme/routes.ts'
import { publicationPages } from './features/publication/pages.ts'
import { publicationRoutes } from './features/publication/routes.ts'
import { registrationPages } from './features/registration/pages.ts'
import { registrationRoutes } from './features/registration/routes.ts'
import { rulePackRoutes } from './features/rule-pack/routes.ts'
import { systemPages } from './features/system/pages.ts'
import { systemRoutes } from './features/system/routes.ts'
import { answerMisses, readForms, siteRoutes } from './platform/html/site.ts'
import { guardRoutes } from './platform/http/access.ts'
import { allowOwnScript } from './platform/http/docs-policy.ts'
import { keepAnswers } from './platform/http/idempotency.ts'
import { logAnswers, logSerializers } from './platform/http/log.ts'
import { problemHandler } from './platform/http/problem.ts'
import { measureRequests } from './platform/metrics.ts'
import type { Platform } from './platform/platform.ts'

/** The whole HTTP edge over a platform; listens nowhere until told to. `logTo` takes the log instead of stdout. */
export async function buildApp(p: Platform, logTo?: DestinationStream): Promise<FastifyInstance> {
  const app = Fastify({
    // Addresses, queries and bodies stay out of the log: a search term or a token is personal.
    logger: { level: p.config.logLevel, serializers: logSerializers, ...(logTo ? { stream: logTo } : {}) },
    // One line an answer, by logAnswers, instead of two.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: p.config.trustProxy,
    frameworkErrors: (error, request, reply) => problemHandler(error, request, reply),
    bodyLimit: 1024 * 1024,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(problemHandler)
  logAnswers(app)
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    hsts: p.config.publicUrl.startsWith('https:'),
  })
  // The same for every answer, so they are made once.
  let headers: Record<string, string> | undefined
  app.addHook('onRequest', async (_request, reply) => {
    if (headers) return void reply.headers(headers)
    const before = new Set(Object.keys(reply.getHeaders()))
    await reply.helmet()
    const made = Object.entries(reply.getHeaders()).filter(([name]) => !before.has(name))
    headers = Object.fromEntries(made.map(([name, value]) => [name, String(value)]))
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fields: 4, fileSize: 50 * 1024 * 1024 } })
  // Who hung up before being asked has no address to count by, and takes no answer.
  app.addHook('onRequest', async ({ socket }) => {
    if (socket.remoteAddress === undefined) throw new AppError('kernel.invalid_input', { count: 1 })
  })
  await app.register(rateLimit, {
    max: p.config.demo ? 1_000_000 : 600,
    timeWindow: 60_000,
    // A probe that is told to slow down takes a healthy server for a dead one.
    allowList: ({ url }) => url === '/healthz' || url === '/readyz',
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Datadeed 数契',
        version,
        description: '交通运输领域数据知识产权登记与服务平台的公开接口',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'datadeed_session' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(async (docs) => {
    docs.addHook('onSend', allowOwnScript)
    await docs.register(scalar, {
      routePrefix: '/docs',
      configuration: { title: 'Datadeed 数契 开放接口', telemetry: false, withDefaultFonts: false },
    })
  })
  readForms(app)
  guardRoutes(app, (token) => (isKey(token) ? findKey(p, token) : findSession(p, token)))
  keepAnswers(app, p.db)
  for (const routes of [
    accountRoutes,
    partyRoutes,
    evidenceRoutes,
    delegationRoutes,
    overlapRoutes,
    filingRoutes,
    templateRoutes,
    draftShareRoutes,
    vocabularyRoutes,
    clockRoutes,
    coachingRoutes,
    programmeRoutes,
    batchRoutes,
    examinationRoutes,
    expertRoutes,
    publicationRoutes,
    rulePackRoutes,
    registrationRoutes,
    certificateRoutes,
    notificationRoutes,
    evidencePages,
    expertPages,
    filingPages,
    draftSharePages,
    publicationPages,
    registrationPages,
    certificatePages,
    coachingPages,
    systemPages,
    siteRoutes,
  ])
    routes(app, p)
  answerMisses(app, p)
  systemRoutes(app, p, measureRequests(app))
  return app
}

// "Who may know whom" of the house, as rules. scripts/architecture.ts runs them and proves with planted violations that
// each rule finds what it forbids; a new rule needs a plant there.

/** The features in the house's order: each may call those before it, through their service.ts only. */
const features = [
  'account',
  'party',
  'evidence',
  'delegation',
  'overlap',
  'filing',
  'examination',
  'publication',
  'rule-pack',
  'registration',
  'certificate',
  'coaching',
  'search',
  'licence',
  'market',
  'finance',
  'service',
  'programme',
  'community',
  'notification',
  // Not in the table: health, readiness, metrics. It may ask all of them, none of them knows it.
  'system',
]

const tests = '\\.(test|spec)\\.tsx?$'
const ours = '^(evidence|core|dataset|server|web|cli|scripts|bench|e2e)/'

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const packageRules = [
  forbid(
    'no-cycles',
    '模块之间不得循环引用；只有生成的路由表与它的路由互相引用',
    {},
    { circular: true, viaOnly: { pathNot: '\\.gen\\.ts$' } },
  ),
  forbid('resolvable', '引用的文件必须存在', {}, { couldNotResolve: true, pathNot: '[?]|^virtual:' }),
  forbid(
    'evidence-alone',
    'evidence 不依赖任何包，连 Node 的内置模块也不用',
    { path: '^evidence/src/', pathNot: tests },
    { pathNot: '^evidence/src/' },
  ),
  forbid(
    'evidence-adapters',
    'evidence/adapters 只用 evidence 自己、Node 和椭圆曲线库 @noble',
    { path: '^evidence/adapters/', pathNot: tests },
    { pathNot: ['^evidence/', 'node_modules/@noble/'], dependencyTypesNot: ['core'] },
  ),
  forbid(
    'core-pure',
    'core 只用自己和 zod：没有输入输出',
    { path: '^core/src/', pathNot: tests },
    { pathNot: ['^core/src/', 'node_modules/zod/'] },
  ),
  forbid(
    'core-islands',
    'core 的功能互不相识，共用的词放在 kernel',
    { path: '^core/src/([^/]+)/' },
    { path: '^core/src/[^/]+/', pathNot: ['^core/src/$1/', '^core/src/kernel/'] },
  ),
  forbid(
    'dataset-direction',
    'dataset 只认识 evidence',
    { path: '^dataset/' },
    { path: ours, pathNot: '^(dataset|evidence)/' },
  ),
  forbid(
    'server-direction',
    'server 只认识 core 与 evidence',
    { path: '^server/' },
    { path: ours, pathNot: '^(server|core|evidence)/' },
  ),
  forbid(
    'web-direction',
    'web 只认识 core、evidence、dataset',
    { path: '^web/' },
    { path: ours, pathNot: '^(web|core|evidence|dataset)/' },
  ),
  forbid(
    'cli-direction',
    'cli 只认识 core、evidence、dataset',
    { path: '^cli/' },
    { path: ours, pathNot: '^(cli|core|evidence|dataset)/' },
  ),
]

const serverRules = [
  forbid(
    'platform-direction',
    'platform 只认识 core/kernel 与配置；digest.ts 例外：规范文本与摘要只有 evidence 里的一种写法',
    { path: '^server/src/platform/', pathNot: [tests, '^server/src/platform/digest\\.ts$'] },
    { path: ours, pathNot: ['^server/src/platform/', '^server/src/config\\.ts$', '^core/src/kernel/'] },
  ),
  forbid(
    'sql-in-stores',
    'SQL 只写在 store.ts、platform 与 testing 里',
    { path: '^server/', pathNot: ['[/-]store\\.ts$', '^server/src/(platform|testing)/', tests] },
    { path: 'node_modules/(kysely|pg)/' },
  ),
  forbid(
    'http-in-routes',
    'HTTP 只出现在 routes.ts、pages.ts、platform 与 app.ts 里',
    {
      path: '^server/',
      pathNot: [
        '[/-](routes|pages)\\.ts$',
        '^server/src/(platform|testing)/',
        '^server/src/(app|openapi)\\.ts$',
        tests,
      ],
    },
    { path: 'node_modules/(fastify|@fastify)/' },
  ),
  forbid(
    'features-through-service',
    '功能之间只能通过 service.ts 调用',
    { path: '^server/src/features/([^/]+)/', pathNot: tests },
    {
      path: '^server/src/features/',
      pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/service\\.ts$'],
    },
  ),
  ...features.map((feature, at) =>
    forbid(
      `features-upward-${feature}`,
      '功能只能调用房屋表中在它之前的功能',
      { path: `^server/src/features/${feature}/`, pathNot: tests },
      { path: `^server/src/features/(${[...features.slice(at + 1), '-'].join('|')})/` },
    ),
  ),
  forbid(
    'fed-by-events',
    'search 与 notification 只由事件驱动，任何功能都不直接调用',
    { path: '^server/src/features/([^/]+)/', pathNot: tests },
    { path: '^server/src/features/(search|notification)/', pathNot: '^server/src/features/$1/' },
  ),
  forbid(
    'features-known',
    '功能目录名只能取自房屋表',
    {},
    {
      path: '^(server/src/features|core/src)/[^/]+/',
      pathNot: `^(server/src/features|core/src)/(kernel|${features.join('|')})/`,
    },
  ),
  forbid(
    'routes-call-services',
    'routes 与 pages 只调用 service，不直接碰 store',
    { path: '^server/src/features/.*(routes|pages)\\.ts$' },
    { path: '^server/src/features/.*store\\.ts$' },
  ),
  forbid(
    'stores-know-no-rules',
    'store 只有 SQL，不认识 service、routes、pages、jobs',
    { path: '^server/src/features/.*store\\.ts$' },
    { path: '^server/src/features/.*(service|routes|pages|jobs)\\.ts$' },
  ),
  forbid(
    'services-know-no-http',
    'service 不认识 routes 与 pages',
    { path: '^server/src/features/.*service\\.ts$' },
    { path: '^server/src/features/.*(routes|pages)\\.ts$' },
  ),
  forbid(
    'features-know-no-program',
    '功能不认识由它们组成的程序',
    { path: '^server/src/features/', pathNot: tests },
    { path: '^server/src/(app|main|worker|openapi)\\.ts$' },
  ),
  forbid(
    'tests-stay-outside',
    '程序不引用测试与测试工具',
    { path: '^(evidence|core|dataset|server|web|cli)/', pathNot: [tests, '^server/src/testing/', '/testing/'] },
    { path: [tests, '^server/src/testing/', 'node_modules/(vitest|fast-check)/'] },
  ),
]

module.exports = {
  forbidden: [...packageRules, ...serverRules],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|data|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
}

import type { Finding, FindingCode } from './finding.ts'

/** What monitor, fsck and policy say, in Chinese. The type of {@link text.en.ts}. */
export const zh = {
  monitorUsage: `用法：datadeed monitor 网址 --data 文件夹 [选项]

跟踪一个日志：自己重新计算每条记录、两棵树与每个编号的先后次序，并与见证人所见比对。
网址是日志地址（如 https://平台/log），也可直接给平台网址，或一个存有日志文件的文件夹。
  --data 文件夹          监测状态的保存处；同一日志请一直用同一文件夹
  --once                 只检查一次（供 cron 使用）
  --interval 秒          两次检查的间隔，默认 60
  --policy 文件          信任策略（tlog-policy）：日志公钥、见证人及其网址、法定见证
  --log-vkey 公钥        日志公钥，可重复；不给则首次从 网址/vkey 取得并固定
  --witness 网址         与该见证人所见比对，可重复
  --watch 编号           有该编号的新记录时显示，可重复
  --watch-file 文件      有与该清单（或证据包）摘要相同的新记录时显示，可重复
  --stalled-after 秒     多久没有新的见证即告警，默认 86400
  --metrics 文件         每次检查后写出指标（Prometheus 文本格式）
  --check-fork 文件      核对一份分叉证据（配合 --log-vkey），不联网

退出码：0 正常，1 发现问题，2 无法检查，4 日志分叉（已写出证据文件）。`,
  fsckUsage: `用法：datadeed fsck [网址或文件夹] [选项]

由记录重新计算整个日志，与所存的瓦片、检查点逐一比对。只读不写。
  网址或文件夹           按 tlog-tiles 提供的日志文件；不给则检查 DATABASE_URL 所指的数据库
  --log-vkey 公钥        日志公钥，可重复；不给则用日志自己给出的并加以说明
  --policy 文件          信任策略：同时核对法定见证
  --all-signatures       逐一核对记录中每个国密检查点的 SM2 签名（默认只核对最新 16 个）

退出码：0 完好，1 有不符，2 无法检查。`,
  policyUsage: `用法：datadeed policy 文件 [--checkpoint 文件]

检查信任策略文件（tlog-policy），显示日志、见证人、分组与法定见证。
  --checkpoint 文件      该检查点（或 .tlog-proof 回执）是否满足策略

退出码：0 可用（且满足），1 不满足，2 策略文件有误。`,
  badState: (path: string) => `监测状态“${path}”已损坏或不完整。请恢复备份，或换一个空文件夹从头监测。`,
  badPolicy: (path: string, why: string) => `信任策略“${path}”有误：${why}`,
  policyNoOrigin: (origin: string) =>
    `信任策略中没有日志“${origin}”的公钥，或策略不要求见证（quorum none），不能据此验证。`,
  policyNeedsOrigin: '信任策略列有多个日志，无法确定是哪一个；请同时用 --trust 指定。',
  notLog: (place: string) =>
    `“${place}”不是日志，或现在取不到它的公钥。请核对网址，或用 --log-vkey、--policy 给出公钥。`,
  otherLog: (known: string, now: string) => `此文件夹监测的是日志“${known}”，不是“${now}”。请换一个文件夹。`,
  severalOrigins: '给出的公钥属于不同的日志，一次只能监测一个。',
  badNumber: (option: string) => `${option} 应为大于 0 的整数。`,
  badWatchFile: (path: string) => `“${path}”不是清单、证据包或草稿，无法监测。`,
  pinned: (vkey: string) => `首次使用：已从日志取得公钥并固定，以后只认它：${vkey}`,
  started: (place: string, origin: string) => `开始监测 ${origin}（${place}）`,
  round: (time: string, size: number, findings: number) =>
    `${time} 已核对 ${size} 条记录：${findings === 0 ? '未发现问题' : `发现 ${findings} 处问题`}`,
  forkWritten: (path: string) => `日志分叉：两个都由日志签名、互相矛盾的检查点已写入 ${path}。请妥善保存并告知各方。`,
  forkProved: (origin: string, a: number, b: number) =>
    `证据成立：日志“${origin}”签署了两个互相矛盾的检查点（${a} 条与 ${b} 条）。`,
  forkNotProved: '证据不成立：签名不符，或两个检查点并不矛盾。',
  badFork: (path: string) => `“${path}”不是分叉证据文件，或内容已损坏。`,
  stopped: '监测已停止。',
  witnessSafeKey: (vkey: string) => `抗量子公钥（ML-DSA-44）：${vkey}`,
  witnessHandOver: (name: string, logs: readonly string[]) =>
    `请把以下内容交给登记机构：名称 ${name}、上面的公钥、本机对外的网址、运营单位。见证的日志：${logs.join('、')}`,
  checked: (size: number, rate: number) => `日志完好：${size} 条记录逐条核对无误（每秒 ${rate} 条）`,
  faults: (count: number) => `日志有 ${count} 处不符，请勿继续写入，先查明原因`,
  ownKey: (vkey: string) => `未给出公钥，用的是日志自己的：${vkey}`,
  noDatabaseCheck: '此处没有安装平台，不能检查数据库。请给出日志的网址或文件夹。',
  policyLogs: '日志',
  policyWitnesses: '见证人',
  policyGroups: '分组',
  policyGroup: (name: string, k: number, members: string) => `${name}：${members} 中至少 ${k} 个`,
  policyQuorum: (name: string | null, least: number) =>
    name === null ? '法定见证：不要求' : `法定见证：${name}（最少 ${least} 个见证人）`,
  policyUnsigned: '✗ 检查点不是由策略中的日志签署的',
  policyCosigned: (names: string) => `有效的见证：${names || '无'}`,
  policyMet: (time: string) => `✓ 满足策略，最迟于 ${time} 达到`,
  policyNotMet: '✗ 不满足策略',
  findings: {
    fork: ({ at, detail }) => `日志分叉：${at} 与 ${detail} 得到的检查点互相矛盾`,
    rolled_back: ({ at, detail }) => `日志倒退：此前已有 ${at} 条，现在只给出 ${detail} 条`,
    unreachable: ({ at, detail }) => `现在连不上 ${at}：${detail}`,
    missing: ({ at }) => `日志没有提供 ${at}`,
    bundle_damaged: ({ at }) => `${at} 已损坏，读不出其中的记录`,
    tile_wrong: ({ at }) => `瓦片 ${at} 与记录不一致`,
    entry_wrong: ({ at, detail }) => `第 ${at} 条记录与瓦片 ${detail} 不一致`,
    head_wrong: ({ at }) => `${at} 的检查点与由记录算出的根不一致`,
    head_unreadable: ({ at }) => `${at} 不是这个日志的检查点`,
    head_unsigned: ({ at }) => `${at} 没有日志的有效签名`,
    key_unknown: ({ at }) => `${at} 由日志名下未知的密钥签署：请从官方渠道核实日志是否更换了密钥`,
    key_changed: ({ at }) => `日志更换了密钥，日志中有记录：${at}`,
    entry_malformed: ({ at, detail }) => `第 ${at} 条记录不符合格式：${detail}`,
    type_unknown: ({ at, detail }) => `第 ${at} 条记录的类型“${detail}”未知：请升级本程序后再核对`,
    chain_broken: ({ at, detail }) => `第 ${at} 条记录没有接在编号“${detail}”的前一条之后`,
    known_wrong: ({ at, detail }) => `第 ${at} 条记录所引用的 ${detail} 条处的检查点与日志不符`,
    time_ahead: ({ at, detail }) => `第 ${at} 条记录的时间 ${detail} 在将来`,
    time_back: ({ at, detail }) => `第 ${at} 条记录的时间 ${detail} 早于它前面的记录`,
    sm3_missing: () => '日志不再提供国密检查点',
    sm3_unsigned: ({ at }) => `国密检查点（${at}）的 SM2 签名无效`,
    sm3_root_wrong: () => '国密检查点与由记录算出的 SM3 根不一致',
    sm3_entry_wrong: ({ at }) => `第 ${at} 条记录所载的国密检查点与由记录算出的 SM3 根不一致`,
    cosigner_bad: ({ at }) => `见证人 ${at} 在检查点上的签名无效`,
    cosigner_missing: ({ at }) => `检查点缺少见证人 ${at} 的签名`,
    quorum_missing: ({ at }) => `${at} 条处的检查点没有达到法定见证`,
    stalled: ({ at }) => `日志停滞：自 ${at} 以来没有新的见证`,
    witness_unreachable: ({ at, detail }) => `现在连不上见证人 ${at}：${detail}`,
    witness_unsigned: ({ at }) => `见证人 ${at} 给出的检查点签名无效`,
    witness_ahead: ({ at, detail }) => `见证人 ${at} 已见证 ${detail} 条，日志给本机的却更少：可能有分叉，已记下待核对`,
    witness_behind: ({ at, detail }) =>
      detail ? `见证人 ${at} 只见证到 ${detail} 条` : `见证人 ${at} 还没有见证过这个日志`,
    watched: ({ at, detail }) => `第 ${at} 条记录：${detail}`,
  } satisfies Record<FindingCode, (finding: Finding) => string> as Record<FindingCode, (finding: Finding) => string>,
}

/** The dictionary every language fills. */
export type Text = typeof zh

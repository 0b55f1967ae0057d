import type { DataDifference } from './compare-data.ts'
import type { PdfFinding } from './pdf/verify-pdf.ts'

/** What the command line says, in Chinese. The type of {@link text.en.ts}. */
export const zh = {
  usage: `数契 datadeed：数据存证与验证

用法
  datadeed deposit 路径 [选项]     计算指纹并存证，数据不离开本机
  datadeed deposit --upload 草稿   上传此前离线生成的草稿
  datadeed file-batch 文件 [选项]  批量申报：送入一个表格（XLSX、CSV），每千条一批，中断后接着传
  datadeed verify 文件 [选项]      离线验证证据包或 PDF 证书；--bulk 批量验证
  datadeed credential 命令         绑定自己的密钥，出示电子凭证（key、bind、present）
  datadeed witness [选项]          运行日志见证人
  datadeed monitor 网址 [选项]     跟踪日志，重新计算一切，发现分叉即留下证据
  datadeed fsck [网址或文件夹]     由记录重新计算整个日志
  datadeed policy 文件             检查信任策略（法定见证）
  datadeed tsa [选项]              运行测试用时间戳机构（无法律效力）
  datadeed profile 路径... [选项]  字段、范围、分布与数据质量，不离开本机
  datadeed scan 路径... [选项]     查找表格中的敏感数据，不离开本机
  datadeed table 文件... [选项]    计算表格的内容指纹：同一张表换格式不变
  datadeed demo 路径 [选项]        在演示平台上用真实数据走完全程：注册、存证、申报、审查、公示、领证、验证
  datadeed code 登录名            显示演示账号此刻的动态码

通用选项
  --lang zh|en    语言，默认中文
  --json          结果以 JSON 输出
  -h, --help      显示某个命令的说明，如 datadeed deposit --help
  --version       版本`,
  fileBatch: {
    usage: `用法：datadeed file-batch 文件 [选项]

每行一件申请，栏目与平台“批量申报”页下载的申报表相同，顺序不限；每 1,000 条一批。
同一文件再次运行会接着上传，不会重复。检查结果、修改、生成草稿与签署在平台页面办理。

  --server 网址          平台地址（或环境变量 DATADEED_SERVER）
  --login 登录名         登录名；密码在提示后输入，或环境变量 DATADEED_PASSWORD
  --totp 动态码          身份验证器的动态码
  --token 令牌           已登录的令牌（或环境变量 DATADEED_TOKEN）`,
    done: (rows: number, batches: number, known: number) =>
      `已送入 ${rows} 条，共 ${batches} 批${known > 0 ? `，其中 ${known} 批以前已送完` : ''}。请到平台“批量申报”页查看检查结果。`,
    part: (part: number, rows: number) => `第 ${part} 部分：${rows} 条`,
    unknown: (names: string) => `没有认出的栏目，未采用：${names}`,
    fault: (path: string) =>
      `${path} 读不出来：文件损坏、编码不明或者有超出上限的内容。请另存为 XLSX 或者 UTF-8 的 CSV。`,
    noHeader: '没有找到表头：要有“存证编号”和至少一个申请栏目。',
    empty: '表头下面没有内容。',
  },
  depositUsage: `用法：datadeed deposit 路径 [选项]

  --dry-run              只计算并显示清单摘要，不发送、不写文件
  --offline 文件         不联网，写出草稿（*.datadeed-draft.json），以后用 --upload 上传
  --upload 文件          上传草稿
  --out 文件夹           回执保存到哪里，默认当前文件夹
  --server 网址          平台网址，也可用环境变量 DATADEED_SERVER
  --login 用户名         登录名；密码在提示后输入，或用环境变量 DATADEED_PASSWORD
  --totp 六位数字        动态口令（账号启用时）
  --token 令牌           已有的登录令牌，也可用环境变量 DATADEED_TOKEN
  --title 名称           存证名称，默认用文件或文件夹的名称
  --note 文字            给这次存证的备注
  --profile              同时读取字段、条数和时间跨度并随清单提交，供填表时自动带入（不含数据内容）
  --no-table             不计算表格指纹（同一张表换格式不变；默认计算，存入私有文件，清单中只有承诺值）
  --no-sketch            不生成、不提交比对草图（默认在联网存证时提交：各字段 256 个由密钥算出的数字，只供登记机构查对重合；取值太少的字段不做）
  --disclose-values      同时提交各字段的常见值（默认不提交，只留在私有文件里）
  --disclose-scan        与 --profile 同用：同时提交敏感数据检查的摘要，即哪些字段像哪一类、占比、可信程度，没有任何值
                         （默认不提交；登记机构要求的，也可以日后在存证页用 *.parts.json 披露）
  --no-whole             不计算整文件摘要（更快，但不能再用 sha256sum 复核）
  --workers 数量         使用的处理器核数，默认全部
  --resume 文件夹        中断后接着算所用的进度放在哪里，默认 ~/.cache/datadeed/fingerprints（只有哈希值，没有数据）
  --no-resume            不用也不留进度，全部重算
  --remember             算完后保留进度：下次没改动的文件不再读，追加过的文件只新算追加部分
  --trust-unchanged      与 --no-whole 同用：追加过的文件，旧的部分只抽查 64 块就沿用，否则重新读一遍`,
  verifyUsage: `用法：datadeed verify 文件 [选项]

文件是证据包（*.datadeed.json）、PDF 证书、电子凭证（*.credential.json、*.sd-jwt），或存有离线核验码文字的文件。不联网。
  --trust 文件           信任文件（日志与见证人的公钥），默认用证据包内的并加以说明
  --policy 文件          信任策略（tlog-policy）：要求怎样的见证；与 --trust 同用时密钥以信任文件为准
  --document 文件        与证据包对应的 PDF，核对其摘要
  --data 路径            重新计算数据指纹，与清单逐个比对
  --ca 文件              PDF 签名证书的上级证书（PEM）；电子凭证：同 --root
  --root 文件            电子凭证：签发机构证书链的根证书（PEM 或 DER），可多次给出
  --issuer 文件          电子凭证、离线核验码：签发机构公钥文件
  --status-list 文件     电子凭证、离线核验码：比文件所附更新的状态列表
  --nonce 随机数 --audience 对象   电子凭证：要求出示人回应，证明持有密钥
  --bulk 文件            批量验证：ZIP 压缩包，或第一列是路径或证书编号的 CSV（文件放在 CSV 旁边）；
                         与 --trust、--issuer、--root、--nonce 和 --audience 合用
  --report 文件          批量验证的逐份结果，.csv 或 .json
  --workers 数量         批量验证使用的处理器核数，默认全部

退出码：0 有效（批量：全部有效），1 无效（批量：至少一份无效），2 无法验证（批量：没有无效的，但有的无法验证）。`,
  bulkReportName: '--report 的文件名须以 .csv 或 .json 结尾。',
  bulkWorkers: (most: number) => `--workers 须是 1 到 ${most} 的整数。`,
  bulkNoArchive: (path: string, tooMany: boolean) =>
    tooMany
      ? `“${path}”里的文件超过 50,000 个。请分成几个压缩包。`
      : `“${path}”不是 ZIP 压缩包，或者已经损坏。请给出 ZIP，或者后缀为 .csv 的清单。`,
  bulkChanged: (path: string) => `“${path}”在验证期间被改动，结果不可用。请不要改动它，重新运行。`,
  bulkProgress: (done: number, total: number) => `验证 ${done}/${total}`,
  bulkMore: (more: number) => `……另有 ${more} 份，加 --report 文件.csv 取得全部结果。`,
  bulkCounts: (valid: number, invalid: number, unchecked: number, skipped: number) =>
    `有效 ${valid} 份，无效 ${invalid} 份，无法验证 ${unchecked} 份，不需单独验证 ${skipped} 个文件`,
  bulkSpeed: (files: number, seconds: number) => `${files} 个文件，用时 ${seconds.toFixed(1)} 秒`,
  bulkOwnTrust: '没有给出信任文件，用的是各证据包自带的公钥：任何人都能自造这样的文件。请加 --trust。',
  bulkStatus: '离线验证不知道证书此后是否变更、中止、注销或撤销，请在登记平台查询当前状态。',
  witnessUsage: `用法：datadeed witness --name 名称 --listen 主机:端口 --data 文件夹 (--log-vkey 公钥 | --log-url 网址)

  --name 名称            见证人的名称，如 witness.example.cn/w1
  --listen 主机:端口     监听地址，端口 0 表示任选
  --data 文件夹          密钥与状态的保存处，须妥善保管
  --log-vkey 公钥        受信任日志的公钥，可重复
  --log-url 网址         首次启动时从 网址/vkey 取得日志公钥并从此固定，可重复
  --policy 文件          信任策略（tlog-policy）：见证其中列出的各个日志
  --rate 次数            每个来源地址每秒的请求数上限，默认 100
  --print-unit           不启动，输出 systemd 单元文件

首次启动时生成密钥并打印公钥。同一文件夹只能由一个见证人使用；请备份 key.json，但绝不要用旧备份恢复 log-*.json。`,
  scanUsage: `用法：datadeed scan 路径... [选项]

在表格（CSV、XLSX、JSON、JSON Lines、Parquet，也可给文件夹）中查找身份证号、手机号、车牌、轨迹等敏感数据。
数据不离开本机；示例已打码，只显示在本机。--json 的输出不含示例，可以外传。
  --no-examples          不显示示例

退出码：0 没有发现，3 有发现，1 有文件读不完整且没有发现，2 无法完成。`,
  scanNoTable: '没有找到表格文件。请给出 CSV、XLSX、JSON、JSON Lines 或 Parquet 文件，或者含有它们的文件夹。',
  scanRows: (rows: number) => `${rows} 行`,
  scanNothing: '没有发现敏感数据。机器检查可能有遗漏，请再自行核对。',
  scanHeadings: ['字段', '种类', '个数', '占非空值', '可信程度'],
  scanExamples: '示例（已打码，只在本机）',
  scanRemedy: (remedy: string) => `处理：${remedy}`,
  scanFault: {
    malformed: '文件内容与其格式不符，只检查了能读出的部分。',
    undecodable: '文件的文字编码无法识别，没有检查。请另存为 UTF-8 后重试。',
    oversized: '文件中有过大的行、值或者压缩内容，只检查了前面的部分。',
    stalled: '解码长时间没有结束，已停止，没有检查。文件可能已损坏，请重新导出。',
  },
  tsaUsage: `用法：datadeed tsa --listen 主机:端口 --data 文件夹

测试用时间戳机构（RFC 3161）：自带密钥与证书，任何人都能自造一个，所签时间戳没有法律效力。
  --listen 主机:端口     监听地址，端口 0 表示任选
  --data 文件夹          密钥与证书的保存处；ca.pem 与 tsa.pem 可供 openssl ts -verify 使用`,
  tableUsage: `用法：datadeed table 文件... [选项]

同一张表无论存成 CSV（任何编码）、XLSX、JSON、JSON Lines 还是 Parquet，指纹都相同；也可给文件夹。
给出多个文件时说明它们是不是同一张表。数据不离开本机。
  --type 列名=类型       声明一列的类型，可重复：number、boolean、datetime、instant、time、json、text
  --ordered              只算有序值（更快）
  --against 文件         与以前的指纹比对：本命令 --json 的输出，或清单中披露的 table 部分
  --canonical 文件夹     把每列的规范文本写入新文件夹，供用其他程序复算（只能给一个文件）

退出码：0 全部得到指纹（且比对相符），1 有文件得不到指纹或比对不符，2 无法完成。`,
  tableSize: (rows: number, columns: number) => `${rows} 行 × ${columns} 列（空行、空列不计）`,
  tableOrdered: '有序值（行的先后有意义）',
  tableUnordered: '无序值（行的先后无意义）',
  tableColumn: (name: string, type: string, values: number) => `列“${name}”：${type}，${values} 个值`,
  tableTypes: {
    number: '数字',
    boolean: '是否',
    datetime: '日期时间',
    instant: '带时区的时刻',
    time: '钟点',
    json: 'JSON',
    text: '文字',
  },
  tablesSame: '以上文件是同一张表。',
  tablesSameRows: '以上文件的行完全相同，只是先后不同。',
  tablesDiffer: '以上文件不全是同一张表。',
  tableMatches: {
    same: (file: string) => `✓ 与“${file}”的指纹相同：是同一张表。`,
    same_rows: (file: string) => `✓ 与“${file}”的无序值相同：行完全相同，只是先后不同。`,
    different: (file: string) => `✗ 与“${file}”中的指纹都不同：不是同一张表。`,
  },
  badTables: (path: string) => `“${path}”中没有表格指纹，或指纹前后不一致（可能被改动）。请核对文件来源。`,
  oneTable: '--canonical 只能用于一个表格文件。',
  unknownCommand: (name: string) => `没有“${name}”这个命令。运行 datadeed --help 查看全部命令。`,
  badOption: (reason: string) => `参数有误：${reason}。加 --help 查看用法。`,
  missing: (what: string) => `缺少 ${what}。加 --help 查看用法。`,
  oneOf: (a: string, b: string) => `${a} 与 ${b} 只能给一个。`,
  cannotRead: (path: string) => `无法读取“${path}”：请检查文件是否存在、是否有读取权限。`,
  cannotWrite: (path: string) => `无法写入“${path}”：请检查文件夹是否存在、是否可写、磁盘是否已满。`,
  exists: (path: string) => `“${path}”已经存在，没有覆盖。请换一个文件名或先移走它。`,
  unexpected: (detail: string) => `程序出错：${detail}`,
  hashing: '计算指纹',
  secondsLeft: (text: string) => `剩余 ${text}`,
  summary: '清单摘要',
  files: '文件数',
  bytes: '总大小',
  manifestSha256: '清单 SHA-256',
  manifestSm3: '清单 SM3',
  speed: '用时',
  recalled: (files: number, bytes: string) =>
    `接着上次的计算：${files} 个文件共 ${bytes} 已有结果，不再重算（文件自那以后没有改动；要全部重算请加 --no-resume）。`,
  grown: (paths: string, whole: boolean) =>
    whole
      ? `以下文件在末尾追加过，只新算追加部分；旧的部分由整文件 SHA-256 重读证明没有变：${paths}`
      : `以下文件在末尾追加过，只新算追加部分；旧的部分只抽查了 64 块（--trust-unchanged）：${paths}`,
  emptyFiles: (paths: string) => `注意：以下文件为 0 字节，已列入清单：${paths}`,
  moreFiles: (n: number) => `……另有 ${n} 个文件`,
  dryRun: '试运行：没有发送，也没有写文件。',
  draftWritten: (path: string) =>
    `草稿已写入 ${path}。联网后运行：datadeed deposit --upload "${path}" --server 网址 --login 用户名`,
  badDraft: (path: string) => `“${path}”不是数契草稿，或内容已损坏。请重新运行 datadeed deposit 路径 --offline 文件。`,
  draftKept: (path: string) =>
    `清单和随机盐已存为草稿 ${path}。请稍后用 --upload "${path}" 重试，不会重复存证，也不必重算。`,
  noSketchKey: (why: string) => `没有取得比对密钥，不生成比对草图；存证不受影响。${why}`,
  sketchTooFew: '各字段的不同取值都不够多，可能被猜出原值，没有做比对草图；存证不受影响。',
  sketchSent: (sketches: number) => `比对草图已提交（${sketches} 项），只供登记机构查对重合。`,
  sketchFailed: (why: string) => `存证不受影响，但比对草图没有提交成功：${why}`,
  tableValue: '表格指纹',
  tableRefused: (path: string, why: string) => `“${path}”没有表格指纹：${why}存证不受影响。`,
  tableUnmade: '本机没有算出（可能是内存不足）。',
  password: (login: string) => `${login} 的密码：`,
  totp: '动态口令（六位数字）：',
  noPassword: '没有密码：请在终端中运行，或设置环境变量 DATADEED_PASSWORD。',
  unreachable: (server: string) => `连不上 ${server}。指纹没有丢失：可用 --offline 保存草稿，稍后用 --upload 上传。`,
  refused: (title: string) => `平台没有接受：${title}`,
  badAnswer: (server: string) => `${server} 的回答无法识别，可能不是数契平台，或版本不一致。请检查网址。`,
  sent: (number: string) => `清单已提交，存证号 ${number}。正在等待写入日志并由见证人签名……`,
  pending: (number: string) =>
    `存证 ${number} 已受理但尚未公布，平台稍后会完成。稍后重试即可取回执，不会重复存证（有草稿的，用 --upload 草稿 重试）。`,
  failed: (number: string) => `存证 ${number} 未成功。请联系平台并提供此存证号。`,
  saved: (path: string) => `已保存 ${path}`,
  deposited: (number: string) => `存证完成：${number}`,
  witnessKey: (vkey: string) => `见证人公钥：${vkey}`,
  witnessPinned: (vkey: string) => `首次使用：已从日志取得公钥并固定，以后只认它：${vkey}`,
  witnessListening: (url: string) => `见证人已启动：${url}`,
  tsaListening: (url: string) => `测试用时间戳机构已启动（无法律效力）：${url}`,
  tsaStopped: '测试用时间戳机构已停止。',
  tsaBadStore: (folder: string) => `“${folder}”中的密钥与证书不完整或不匹配。请恢复备份，或换一个空文件夹。`,
  witnessStopped: '见证人已停止。',
  folderInUse: (folder: string) =>
    `文件夹“${folder}”正由另一个数契程序使用。同一文件夹只能由一个程序使用，请先停止它。`,
  witnessBusy: (address: string) => `无法监听 ${address}：端口被占用或无权使用。请换一个端口。`,
  witnessNoVkey: (url: string) => `无法从 ${url}/vkey 取得日志公钥。请先启动日志，或用 --log-vkey 直接给出。`,
  witnessNameChanged: (old: string) =>
    `此文件夹中的见证人名为 ${old}，与 --name 不一致。名称与密钥不能分开，请改回或换一个文件夹。`,
  witnessBadState: (path: string) => `见证人状态文件“${path}”已损坏。为防止倒退，见证人不会启动；请从备份恢复。`,
  badListen: (text: string) => `监听地址“${text}”应为 主机:端口，如 127.0.0.1:8501。`,
  noManifest: '证据包不完整或不含清单，无法与数据比对。请使用含清单的存证证据包。',
  badTrust: (path: string) => `“${path}”不是有效的信任文件。请从官方渠道重新取得。`,
  badIssuer: (path: string) => `“${path}”不是有效的签发机构公钥文件。请从官方渠道重新取得。`,
  codeNeedsIssuer: '核验离线核验码需要签发机构公钥文件，请加上 --issuer 文件。',
  nonceAndAudience: '--nonce 与 --audience 要一起给出。',
  statusAsOf: (at: string) => `以上是截至 ${at} 的状态。`,
  badAuthority: (path: string) => `“${path}”不是有效的证书（PEM 或 DER）。`,
  subject: '编号',
  owner: '权利人',
  certificate: '证书',
  stamped: (authority: string, at: string) => `时间戳 ${at}（${authority}）`,
  witnessedAt: (at: string, notBefore: string | null) =>
    `最迟于 ${at} 已经存在${notBefore ? `，且不早于 ${notBefore}` : ''}（见证方签署）`,
  notChecked: '请注意：',
  pdfSignature: (name: string) => `PDF 签名（${name}）`,
  pdfValid: (signer: string) => `有效，签署人 ${signer}，签署后未被修改`,
  besideFound: (name: string) => `同一文件夹中有证据包 ${name}，一并核对。`,
  embedded: 'PDF 内嵌的存证证据：',
  statusUnknown:
    '离线只能证明：PDF 由上述签署人签发、未被改动，所依据的存证在日志之中。证书此后是否变更、中止、注销或撤销，请扫码或按编号在平台查询；也可用证书证据包核对颁证记录。',
  codeUsage: `用法：datadeed code 登录名 [--accounts 文件]

显示演示账号此刻的动态码，手边没有身份验证器时用。只对 npm start 写出的演示账号有效。`,
  codeNone: (login: string) => `演示账号里没有“${login}”，或它不用动态码。账号见 npm start 的输出。`,
  demoUsage: `用法：datadeed demo 路径 [选项]

在演示模式的平台上，用真实数据（CSV 或 Parquet）走完注册、存证、申报、审查、公示、领证、验证。
数据留在本机，只提交指纹清单、字段概况和几行样例。会把演示时钟拨到公示期满之后。
  --server 网址          演示平台，默认 http://127.0.0.1:8420
  --accounts 文件        演示账号，默认 ./data/demo-accounts.json
  --out 文件夹           回执、文书、证书保存到哪里，默认 ./datadeed-demo-编号`,
  demoAccounts: (path: string) =>
    `“${path}”不是演示账号文件，或缺少所需账号。请用 --accounts 指出 npm start 写出的 demo-accounts.json。`,
  demoOnly: (server: string) => `${server} 不是演示模式的平台，不能拨动时钟。请先在本机运行 npm start。`,
  demoWaits: (seconds: number) => `动态口令刚被用过，等待下一个（${seconds} 秒）……`,
  demoFailed: (what: string, why: string) => `演示在“${what}”处没有得到预期结果：${why}`,
  pdfAlone: '这里只核对了 PDF 的签名。要核对存证与日志，请另取证据包：datadeed verify 证据包 --document PDF。',
  pdfFindings: {
    unsigned: '文件没有数字签名，或签名已被除去',
    range_damaged: '签名范围缺失或被改动，文件已损坏',
    bytes_appended: '签名之后文件又被追加了内容',
    container_damaged: '签名容器被改动或损坏',
    content_changed: '内容与签署时不一致，文件被改动过',
    signature_wrong: '签名值与签名证书不符',
    issuer_wrong: '签名证书不是由随附的上级证书签发',
    issuer_unknown: '签署后未被修改，但无法确认签署人身份：请用 --ca 给出官方公布的上级证书',
  } satisfies Record<PdfFinding, string> as Record<PdfFinding, string>,
  dataSame: '数据与清单完全一致',
  dataDiffers: ({ kind, path, expectedBytes, actualBytes, chunks }: DataDifference): string =>
    ({
      missing: `数据缺少文件“${path}”（清单中为 ${expectedBytes} 字节）`,
      added: `数据多出文件“${path}”（${actualBytes} 字节），清单中没有`,
      size: `第一个不同的文件是“${path}”：清单为 ${expectedBytes} 字节，现为 ${actualBytes} 字节`,
      content: `第一个不同的文件是“${path}”：大小相同，内容不同，在第 1 至 ${chunks} 块（每块 1 MiB）之中`,
    })[kind],
  verdict: '结论',
  outcomes: { valid: '有效', invalid: '无效', cannot_check: '现在无法验证' },
  badVkey: (text: string) => `“${text}”不是有效的日志公钥（vkey）。`,
}

/** The dictionary every language fills. */
export type Text = typeof zh

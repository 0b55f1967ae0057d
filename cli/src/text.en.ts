import type { Text } from './text.zh.ts'

export const en: Text = {
  usage: `datadeed: deposit and verify data

Usage
  datadeed deposit PATH [options]    fingerprint and deposit; the data stays here
  datadeed deposit --upload DRAFT    upload a draft made offline
  datadeed file-batch FILE [options]   file many applications from one table (XLSX, CSV), a thousand rows a batch
  datadeed verify FILE [options]     verify an evidence package or PDF certificate offline; --bulk for many
  datadeed credential COMMAND        bind a key of your own, present credentials (key, bind, present)
  datadeed witness [options]         run a log witness
  datadeed monitor URL [options]       follow a log, compute everything again, keep proof of a fork
  datadeed fsck [URL or FOLDER]        compute a whole log again from its entries
  datadeed policy FILE                 check a trust policy (quorum of witnesses)
  datadeed tsa [options]           run a timestamp authority for tests (no legal effect)
  datadeed profile PATH... [options]  columns, ranges, spread and data quality; nothing leaves this machine
  datadeed scan PATH... [options]    look for sensitive data in tables; nothing leaves this machine
  datadeed table FILE... [options]   fingerprint tables: the same table in another format has the same value
  datadeed demo PATH [options]       play everything from sign-up to a verified certificate on a demonstration server
  datadeed code LOGIN             show the present code of a demonstration account

Common options
  --lang zh|en    language, Chinese by default
  --json          print the result as JSON
  -h, --help      help for one command, such as datadeed deposit --help
  --version       the version`,
  fileBatch: {
    usage: `Usage: datadeed file-batch FILE [options]

One application per row, with the columns of the table that the platform's batch page offers, in any order; 1,000 rows a batch.
Run again with the same file it goes on and adds nothing twice. Findings, drafts and signature are on the platform's page.

  --server URL           platform (or DATADEED_SERVER)
  --login LOGIN          login; the password is asked for, or DATADEED_PASSWORD
  --totp CODE            code of the authenticator
  --token TOKEN          token of a session (or DATADEED_TOKEN)`,
    done: (rows, batches, known) =>
      `${rows} rows handed in as ${batches} batches${known > 0 ? `, ${known} of them before` : ''}. See the platform's page for the findings.`,
    part: (part, rows) => `part ${part}: ${rows} rows`,
    unknown: (names) => `Columns not known, not taken: ${names}`,
    fault: (path) =>
      `${path} cannot be read: damaged, of unknown encoding, or beyond the limits. Save it as XLSX or as CSV in UTF-8.`,
    noHeader: 'No heading found: it needs 存证编号 (deposit) and at least one field.',
    empty: 'Nothing stands below the heading.',
  },
  depositUsage: `Usage: datadeed deposit PATH [options]

  --dry-run              only compute and show the summary; sends and writes nothing
  --offline FILE         no network: write a draft (*.datadeed-draft.json) to --upload later
  --upload FILE          upload a draft
  --out FOLDER           where receipts go, default the current folder
  --server URL           the platform; or DATADEED_SERVER
  --login NAME           sign-in name; the password is asked for, or DATADEED_PASSWORD
  --totp DIGITS          one-time code, where the account has it
  --token TOKEN          an existing session token; or DATADEED_TOKEN
  --title TEXT           title of the deposit, default the name of the file or folder
  --note TEXT            a note on this deposit
  --profile              also read columns, rows and time span and hand them in for the form (no contents)
  --no-table             no fingerprints of tables (the same in every format; made by default, kept in the private file, committed to in the manifest)
  --no-sketch            neither make nor hand in sketches (256 numbers for each column, computed with a key, for the registry alone to find overlaps; columns with few values are left out)
  --disclose-values      hand in the frequent values of each column, too (otherwise they stay in the private file)
  --disclose-scan        with --profile: hand in the summary of the scan for sensitive data, too: which columns look like which
                         kind, their share, how sure; no values (otherwise later, on the deposit's page, from *.parts.json)
  --no-whole             no whole-file digests (faster, but sha256sum cannot repeat them)
  --workers N            cores to use, default all
  --resume FOLDER        where progress is kept to go on from after a break, default ~/.cache/datadeed/fingerprints (hashes only)
  --no-resume            neither use nor keep progress: hash everything
  --remember             keep progress when done: next time unchanged files are not read, and of files that grew only the new part is hashed
  --trust-unchanged      with --no-whole: of a file that grew, look at 64 chunks of the old part instead of hashing it again`,
  verifyUsage: `Usage: datadeed verify FILE [options]

FILE is an evidence package (*.datadeed.json), a PDF certificate, a credential (*.credential.json, *.sd-jwt) or
the text of an offline code in a file. No network.
  --trust FILE           trust file (keys of log and witnesses); default the package's own, and said so
  --policy FILE          trust policy (tlog-policy): which witnesses are demanded; with --trust the keys are that file's
  --document FILE        the PDF that belongs to the package, whose digest is compared
  --data PATH            fingerprint the data again and compare with the manifest
  --ca FILE              the authority above the PDF's signing certificate (PEM); for credentials as --root
  --root FILE            credentials: a root of the issuer's chain of certificates (PEM or DER), may be given several times
  --issuer FILE          credentials and offline codes: the issuer file
  --status-list FILE     credentials and offline codes: a newer status list than the one enclosed
  --nonce TEXT --audience TEXT   credentials: demand a proof that the presenter holds the key
  --bulk FILE            many at once: a ZIP archive, or a CSV with paths or certificate numbers in its first column
                         (the files beside it); goes with --trust, --issuer, --root, --nonce and --audience
  --report FILE          what was found of each, .csv or .json
  --workers N            processor cores to use, default all

Exit code: 0 valid (in bulk: all), 1 invalid (in bulk: at least one), 2 cannot check (in bulk: none invalid, some unchecked).`,
  bulkReportName: 'The file for --report must end in .csv or .json.',
  bulkWorkers: (most) => `--workers must be a whole number from 1 to ${most}.`,
  bulkNoArchive: (path, tooMany) =>
    tooMany
      ? `"${path}" holds more than 50,000 files. Split it into several archives.`
      : `"${path}" is no ZIP archive, or it is damaged. Give a ZIP, or a list whose name ends in .csv.`,
  bulkChanged: (path) => `"${path}" was changed during the check, so the result is void. Leave it alone and run again.`,
  bulkProgress: (done, total) => `checking ${done}/${total}`,
  bulkMore: (more) => `... and ${more} more; add --report FILE.csv for all of them.`,
  bulkCounts: (valid, invalid, unchecked, skipped) =>
    `${valid} valid, ${invalid} invalid, ${unchecked} not checkable, ${skipped} file(s) with nothing to check alone`,
  bulkSpeed: (files, seconds) => `${files} files in ${seconds.toFixed(1)} s`,
  bulkOwnTrust:
    'No trust file was given, so the keys in the packages were used: anybody can make such files. Add --trust.',
  bulkStatus:
    'Whether certificates were since changed, suspended, cancelled or revoked is not known offline; look it up at the registry.',
  witnessUsage: `Usage: datadeed witness --name NAME --listen HOST:PORT --data FOLDER (--log-vkey VKEY | --log-url URL)

  --name NAME            name of the witness, such as witness.example.cn/w1
  --listen HOST:PORT     address; port 0 takes any
  --data FOLDER          key and state; keep it safe
  --log-vkey VKEY        key of a trusted log, may be repeated
  --log-url URL          fetch the key from URL/vkey on first use and pin it, repeatable
  --policy FILE          trust policy (tlog-policy): witness the logs it lists
  --rate NUMBER          requests a second from one address, 100 unless told
  --print-unit           do not start; print a systemd unit

The key is made at the first start and its public half printed. One folder serves one witness. Back up key.json, but never
restore an old log-*.json.`,
  scanUsage: `Usage: datadeed scan PATH... [options]

Looks for resident numbers, telephones, plates, tracks and other sensitive data in tables (CSV, XLSX, JSON, JSON Lines, Parquet; folders
will do, too). Nothing leaves this machine; examples are masked and shown here only. --json has none, and may be passed on.
  --no-examples          show no examples

Exit code: 0 nothing found, 3 something found, 1 a file was unreadable in part and nothing found, 2 could not be done.`,
  scanNoTable: 'There is no table. Give CSV, XLSX, JSON, JSON Lines or Parquet files, or a folder with such files.',
  scanRows: (rows) => `${rows} rows`,
  scanNothing: 'No sensitive data found. A machine may miss some: look yourself, too.',
  scanHeadings: ['column', 'kind', 'count', 'of values', 'confidence'],
  scanExamples: 'examples (masked, shown here only)',
  scanRemedy: (remedy) => `what to do: ${remedy}`,
  scanFault: {
    malformed: 'The content is not of its format; only the readable part was looked at.',
    undecodable: 'The encoding of the text is unknown; nothing was looked at. Save it as UTF-8 and try again.',
    oversized: 'A row, a value or an archive is too large; only what comes before it was looked at.',
    stalled: 'Decoding did not come to an end and was stopped; nothing was looked at. Export the file again.',
  },
  tsaUsage: `Usage: datadeed tsa --listen HOST:PORT --data FOLDER

A timestamp authority (RFC 3161) for tests, with a key and certificate of its own. Anybody can make one: its timestamps have no legal effect.
  --listen HOST:PORT     where to listen; port 0 takes any
  --data FOLDER          where key and certificates are kept; ca.pem and tsa.pem serve openssl ts -verify`,
  tableUsage: `Usage: datadeed table FILE... [options]

The same table has the same value as CSV (in any encoding), XLSX, JSON, JSON Lines or Parquet; folders will do, too.
Of several files it says whether they are one table. The data stays here.
  --type COLUMN=TYPE     declare the type of a column, repeatable: number, boolean, datetime, instant, time, json, text
  --ordered              only the ordered value (faster)
  --against FILE         compare with fingerprints made before: what --json printed, or the disclosed part "table" of a manifest
  --canonical FOLDER     write the canonical text of each column into a new folder, to compute with other programs (one file only)

Exit code: 0 all have a value (and match), 1 some have none or do not match, 2 could not be done.`,
  tableSize: (rows, columns) => `${rows} rows × ${columns} columns (empty ones not counted)`,
  tableOrdered: 'ordered value (the order of rows counts)',
  tableUnordered: 'unordered value (it does not)',
  tableColumn: (name, type, values) => `column "${name}": ${type}, ${values} values`,
  tableTypes: {
    number: 'number',
    boolean: 'boolean',
    datetime: 'date and time',
    instant: 'instant',
    time: 'time of day',
    json: 'JSON',
    text: 'text',
  },
  tablesSame: 'These files are one table.',
  tablesSameRows: 'These files have the same rows in another order.',
  tablesDiffer: 'These files are not all one table.',
  tableMatches: {
    same: (file) => `✓ same value as "${file}": one table.`,
    same_rows: (file) => `✓ same unordered value as "${file}": the same rows in another order.`,
    different: (file) => `✗ no fingerprint in "${file}" is the same: another table.`,
  },
  badTables: (path) =>
    `"${path}" holds no table fingerprint, or one that contradicts itself. Check where it came from.`,
  oneTable: '--canonical takes one table only.',
  unknownCommand: (name) => `There is no command "${name}". See datadeed --help.`,
  badOption: (reason) => `Bad option: ${reason}. See --help.`,
  missing: (what) => `${what} is missing. See --help.`,
  oneOf: (a, b) => `Only one of ${a} and ${b} may be given.`,
  cannotRead: (path) => `Cannot read "${path}": check that it exists and may be read.`,
  cannotWrite: (path) => `Cannot write "${path}": check that the folder exists, is writable and the disk not full.`,
  exists: (path) => `"${path}" exists already and was not overwritten. Choose another name or move it away.`,
  unexpected: (detail) => `The program failed: ${detail}`,
  hashing: 'Fingerprint',
  secondsLeft: (text) => `${text} left`,
  summary: 'Manifest',
  files: 'Files',
  bytes: 'Size',
  manifestSha256: 'Manifest SHA-256',
  manifestSm3: 'Manifest SM3',
  speed: 'Time',
  recalled: (files, bytes) =>
    `Going on from earlier: ${files} file(s) with ${bytes} done need no hashing again (unchanged since; --no-resume hashes all).`,
  grown: (paths, whole) =>
    whole
      ? `These files grew at their end, and only the new part is hashed; their whole SHA-256, read again, proves the old part: ${paths}`
      : `These files grew at their end, and only the new part is hashed; of the old part 64 chunks were looked at (--trust-unchanged): ${paths}`,
  emptyFiles: (paths) => `Note: these files have 0 bytes and are listed: ${paths}`,
  moreFiles: (n) => `… and ${n} more files`,
  dryRun: 'Dry run: nothing sent, nothing written.',
  draftWritten: (path) =>
    `Draft written to ${path}. When online: datadeed deposit --upload "${path}" --server URL --login NAME`,
  badDraft: (path) => `"${path}" is not a Datadeed draft or is damaged. Make it again with --offline.`,
  draftKept: (path) =>
    `The manifest and its salts are kept in ${path}. Try again with --upload "${path}": nothing is computed or deposited twice.`,
  noSketchKey: (why) => `No comparison key, so no sketch is made; the deposit is not affected. ${why}`,
  sketchTooFew:
    'No column has so many values that they could not be guessed: no sketch was made. The deposit is not affected.',
  sketchSent: (sketches) => `Sketches handed in: ${sketches}, for the registry alone to find overlaps.`,
  sketchFailed: (why) => `The deposit stands, but its sketch was not taken: ${why}`,
  tableValue: 'table',
  tableRefused: (path, why) => `"${path}" has no table fingerprint: ${why} The deposit is not affected.`,
  tableUnmade: 'it could not be made on this machine (it may lack memory).',
  password: (login) => `Password of ${login}: `,
  totp: 'One-time code: ',
  noPassword: 'No password: run in a terminal or set DATADEED_PASSWORD.',
  unreachable: (server) =>
    `Cannot reach ${server}. Nothing is lost: save a draft with --offline and --upload it later.`,
  refused: (title) => `The platform refused: ${title}`,
  badAnswer: (server) => `The answer of ${server} makes no sense: not a Datadeed platform, or another version.`,
  sent: (number) => `Manifest handed in as ${number}. Waiting for the log and its witnesses…`,
  pending: (number) =>
    `${number} was accepted but is not published yet; the platform goes on with it. Try again later for the receipt (with --upload where a draft was kept): nothing is deposited twice.`,
  failed: (number) => `Deposit ${number} failed. Tell the platform this number.`,
  saved: (path) => `Saved ${path}`,
  deposited: (number) => `Deposited: ${number}`,
  witnessKey: (vkey) => `Witness key: ${vkey}`,
  witnessPinned: (vkey) => `First use: the log's key was fetched and is trusted from now on, no other: ${vkey}`,
  witnessListening: (url) => `Witness listening: ${url}`,
  tsaListening: (url: string) => `Test timestamp authority started (no legal effect): ${url}`,
  tsaStopped: 'Test timestamp authority stopped.',
  tsaBadStore: (folder: string) =>
    `The key and certificates in “${folder}” are incomplete or do not fit. Restore a backup, or use an empty folder.`,
  witnessStopped: 'Witness stopped.',
  folderInUse: (folder) => `The folder “${folder}” is in use by another Datadeed program. Stop that one first.`,
  witnessBusy: (address) => `Cannot listen on ${address}: port in use or not allowed. Choose another.`,
  witnessNoVkey: (url) => `Cannot fetch the log's key from ${url}/vkey. Start the log first or give --log-vkey.`,
  witnessNameChanged: (old) =>
    `The witness in this folder is named ${old}, not what --name says. Name and key belong together.`,
  witnessBadState: (path) =>
    `The witness state "${path}" is damaged. To prevent a rollback the witness does not start; restore a backup.`,
  badListen: (text) => `The address "${text}" should be HOST:PORT, such as 127.0.0.1:8501.`,
  noManifest: 'The package is damaged or holds no manifest to compare data with. Use the package of the deposit.',
  badTrust: (path) => `"${path}" is not a trust file. Get it again from an official source.`,
  badIssuer: (path) => `“${path}” is no issuer file. Get it from an official source.`,
  codeNeedsIssuer: 'An offline code is checked with the issuer file: add --issuer FILE.',
  nonceAndAudience: '--nonce and --audience go together.',
  statusAsOf: (at) => `This is how things stood at ${at}.`,
  badAuthority: (path) => `"${path}" is not a certificate (PEM or DER).`,
  subject: 'Number',
  owner: 'Holder',
  certificate: 'Certificate',
  stamped: (authority, at) => `Timestamp ${at} (${authority})`,
  witnessedAt: (at, notBefore) =>
    `Existed by ${at}${notBefore ? `, and not before ${notBefore}` : ''} (Beijing time, signed by witnesses)`,
  notChecked: 'Please note:',
  pdfSignature: (name) => `PDF signature (${name})`,
  pdfValid: (signer) => `valid, by ${signer}, unchanged since`,
  besideFound: (name) => `Found the evidence package ${name} beside it; checking both.`,
  embedded: 'Deposit evidence inside the PDF:',
  statusUnknown:
    'Offline this proves that the signer above issued the PDF unchanged and that the deposit it rests on is in the log. Whether the certificate was since changed, suspended, cancelled or revoked must be asked of the platform, by its number or QR code; the certificate package shows the record of its issue.',
  codeUsage: `Usage: datadeed code LOGIN [--accounts FILE]

Shows the present code of a demonstration account, for when no authenticator is at hand. Works only for the accounts npm start wrote.`,
  codeNone: (login: string) =>
    `No demonstration account “${login}”, or it needs no code. npm start prints the accounts.`,
  demoUsage: `Usage: datadeed demo PATH [options]

Plays sign-up, deposit, filing, examination, notice, certificate and verification with real data (CSV or Parquet) on a
server in demonstration mode. The data stays here; only fingerprints, the column profile and a few sample rows are sent.
Moves the demonstration clock past the notice.
  --server URL           the demonstration, default http://127.0.0.1:8420
  --accounts FILE        its accounts, default ./data/demo-accounts.json
  --out FOLDER           where receipts, letters and certificate go, default ./datadeed-demo-NUMBER`,
  demoAccounts: (path) =>
    `“${path}” is not the accounts file of a demonstration, or lacks accounts. Point --accounts to the demo-accounts.json that npm start writes.`,
  demoOnly: (server) =>
    `${server} is not in demonstration mode, so its clock cannot be moved. Run npm start here first.`,
  demoWaits: (seconds) => `The one-time code was just used; waiting for the next (${seconds} s)…`,
  demoFailed: (what, why) => `The demonstration did not get what it expected at “${what}”: ${why}`,
  pdfAlone: 'Only the signature of the PDF was checked. For the log: datadeed verify PACKAGE --document PDF.',
  pdfFindings: {
    unsigned: 'the file has no signature, or it was removed',
    range_damaged: 'the signed range is missing or altered; the file is damaged',
    bytes_appended: 'something was appended after signing',
    container_damaged: 'the signature container is altered or damaged',
    content_changed: 'the content is not what was signed',
    signature_wrong: 'the signature is not of the signing certificate',
    issuer_wrong: 'the signing certificate was not issued by the authority enclosed',
    issuer_unknown: 'unchanged since signing, but who signed is not known: give the published authority with --ca',
  },
  dataSame: 'The data are exactly those of the manifest',
  dataDiffers: ({ kind, path, expectedBytes, actualBytes, chunks }) =>
    ({
      missing: `The data lack "${path}" (${expectedBytes} bytes in the manifest)`,
      added: `The data have "${path}" (${actualBytes} bytes), which the manifest does not list`,
      size: `The first file that differs is "${path}": ${expectedBytes} bytes in the manifest, ${actualBytes} now`,
      content: `The first file that differs is "${path}": same size, other content, within chunks 1 to ${chunks} (1 MiB each)`,
    })[kind],
  verdict: 'Verdict',
  outcomes: { valid: 'valid', invalid: 'invalid', cannot_check: 'cannot be checked now' },
  badVkey: (text) => `"${text}" is not a log key (vkey).`,
}

import type { Text } from './text.zh.ts'

/** What monitor, fsck and policy say, in English. */
export const en: Text = {
  monitorUsage: `Usage: datadeed monitor URL --data FOLDER [options]

Follows a log: computes every entry, both trees and each subject's chain again, and compares with what witnesses saw.
URL is the log's address (https://platform/log), the platform's, or a folder that holds a log's files.
  --data FOLDER          where the monitor keeps its state; always the same folder for one log
  --once                 look once (for cron)
  --interval SECONDS     between two looks, 60 unless told
  --policy FILE          trust policy (tlog-policy): the log's keys, witnesses with addresses, the quorum
  --log-vkey VKEY        key of the log, repeatable; otherwise taken from URL/vkey at first use and pinned
  --witness URL          compare with what this witness saw, repeatable
  --watch SUBJECT        show new entries of this subject, repeatable
  --watch-file FILE      show new entries with the digest of this manifest (or package), repeatable
  --stalled-after SECS   alarm after so long without a new cosignature, 86400 unless told
  --metrics FILE         write figures after each look (Prometheus text format)
  --check-fork FILE      check a proof of a fork (with --log-vkey), without a network

Exit code: 0 fine, 1 something is wrong, 2 could not be checked, 4 the log forked (the proof was written).`,
  fsckUsage: `Usage: datadeed fsck [URL or FOLDER] [options]

Computes a whole log again from its entries and compares tiles and checkpoints. Reads only.
  URL or FOLDER          files of a log as tlog-tiles has them; otherwise the database of DATABASE_URL
  --log-vkey VKEY        key of the log, repeatable; otherwise its own, and said so
  --policy FILE          trust policy: checks the quorum as well
  --all-signatures       checks the SM2 signature of every SM3 checkpoint in the log (otherwise the newest 16)

Exit code: 0 sound, 1 something does not fit, 2 could not be checked.`,
  policyUsage: `Usage: datadeed policy FILE [--checkpoint FILE]

Checks a trust policy (tlog-policy) and shows its logs, witnesses, groups and quorum.
  --checkpoint FILE      whether this checkpoint (or .tlog-proof receipt) satisfies it

Exit code: 0 usable (and satisfied), 1 not satisfied, 2 the policy is faulty.`,
  badState: (path) => `The monitor's state “${path}” is damaged. Restore a backup, or begin in an empty folder.`,
  badPolicy: (path, why) => `The trust policy “${path}” is faulty: ${why}`,
  policyNoOrigin: (origin) => `The policy has no key of the log “${origin}”, or demands no witness (quorum none).`,
  policyNeedsOrigin: 'The policy lists several logs; say which by --trust.',
  notLog: (place) =>
    `“${place}” is no log, or its key cannot be had now. Check the address, or give --log-vkey or --policy.`,
  otherLog: (known, now) => `This folder follows the log “${known}”, not “${now}”. Take another folder.`,
  severalOrigins: 'The keys given are of different logs; one at a time.',
  badNumber: (option) => `${option} must be a whole number above 0.`,
  badWatchFile: (path) => `“${path}” is no manifest, package or draft.`,
  pinned: (vkey) => `First use: this key of the log is pinned from now on: ${vkey}`,
  started: (place, origin) => `Following ${origin} (${place})`,
  round: (time, size, findings) =>
    `${time} ${size} entries checked: ${findings === 0 ? 'nothing found' : `${findings} finding(s)`}`,
  forkWritten: (path) =>
    `The log forked: two heads it signed that contradict each other are in ${path}. Keep it and tell everybody.`,
  forkProved: (origin, a, b) =>
    `Proved: the log “${origin}” signed two heads that contradict each other (${a} and ${b} entries).`,
  forkNotProved: 'Not proved: a signature fails, or the heads do not contradict each other.',
  badFork: (path) => `“${path}” is no proof of a fork, or is damaged.`,
  stopped: 'The monitor has stopped.',
  witnessSafeKey: (vkey) => `Quantum-safe key (ML-DSA-44): ${vkey}`,
  witnessHandOver: (name, logs) =>
    `Hand to the registry: the name ${name}, the keys above, the public address of this machine, who runs it. Logs witnessed: ${logs.join(', ')}`,
  checked: (size, rate) => `The log is sound: ${size} entries checked one by one (${rate} a second)`,
  faults: (count) => `${count} things do not fit. Write nothing more before the cause is known`,
  ownKey: (vkey) => `No key given; the log's own was used: ${vkey}`,
  noDatabaseCheck:
    'The platform is not installed here, so no database can be checked. Give the address or folder of a log.',
  policyLogs: 'Logs',
  policyWitnesses: 'Witnesses',
  policyGroups: 'Groups',
  policyGroup: (name, k, members) => `${name}: at least ${k} of ${members}`,
  policyQuorum: (name, least) => (name === null ? 'Quorum: none' : `Quorum: ${name} (at least ${least} witnesses)`),
  policyUnsigned: '✗ the checkpoint is signed by no log of the policy',
  policyCosigned: (names) => `Valid cosignatures: ${names || 'none'}`,
  policyMet: (time) => `✓ satisfies the policy, by ${time} at the latest`,
  policyNotMet: '✗ does not satisfy the policy',
  findings: {
    fork: ({ at, detail }) => `The log forked: the heads from ${at} and ${detail} contradict each other`,
    rolled_back: ({ at, detail }) => `The log went back: it had ${at} entries and now shows ${detail}`,
    unreachable: ({ at, detail }) => `${at} cannot be reached now: ${detail}`,
    missing: ({ at }) => `the log does not serve ${at}`,
    bundle_damaged: ({ at }) => `${at} is damaged; its entries cannot be read`,
    tile_wrong: ({ at }) => `tile ${at} is not that of the entries`,
    entry_wrong: ({ at, detail }) => `entry ${at} does not fit tile ${detail}`,
    head_wrong: ({ at }) => `the checkpoint of ${at} does not have the root computed from the entries`,
    head_unreadable: ({ at }) => `${at} is no checkpoint of this log`,
    head_unsigned: ({ at }) => `${at} has no valid signature of the log`,
    key_unknown: ({ at }) => `${at} is signed under the log's name by an unknown key: ask the log's operator`,
    key_changed: ({ at }) => `the log changed its key, as the log itself says: ${at}`,
    entry_malformed: ({ at, detail }) => `entry ${at} is malformed: ${detail}`,
    type_unknown: ({ at, detail }) => `entry ${at} is of the unknown type “${detail}”: upgrade this program`,
    chain_broken: ({ at, detail }) => `entry ${at} does not follow the one before it of subject “${detail}”`,
    known_wrong: ({ at, detail }) => `entry ${at} refers to a checkpoint at ${detail} that the log never had`,
    time_ahead: ({ at, detail }) => `entry ${at} has the time ${detail}, which is in the future`,
    time_back: ({ at, detail }) => `entry ${at} has the time ${detail}, before the entries that precede it`,
    sm3_missing: () => 'the log no longer serves a checkpoint of its SM3 tree',
    sm3_unsigned: ({ at }) => `the SM2 signature of the SM3 checkpoint (${at}) is not valid`,
    sm3_root_wrong: () => 'the SM3 checkpoint does not have the root computed from the entries',
    sm3_entry_wrong: ({ at }) => `the SM3 checkpoint in entry ${at} does not have the root computed from the entries`,
    cosigner_bad: ({ at }) => `the cosignature of ${at} on the checkpoint is not valid`,
    cosigner_missing: ({ at }) => `the checkpoint lacks the cosignature of ${at}`,
    quorum_missing: ({ at }) => `the checkpoint at ${at} does not satisfy the policy`,
    stalled: ({ at }) => `the log stalled: no new cosignature since ${at}`,
    witness_unreachable: ({ at, detail }) => `witness ${at} cannot be reached now: ${detail}`,
    witness_unsigned: ({ at }) => `the checkpoint that witness ${at} serves is not validly signed`,
    witness_ahead: ({ at, detail }) =>
      `witness ${at} has seen ${detail} entries, more than the log shows here: perhaps a fork; kept for later`,
    witness_behind: ({ at, detail }) =>
      detail ? `witness ${at} has seen only ${detail} entries` : `witness ${at} never saw this log`,
    watched: ({ at, detail }) => `entry ${at}: ${detail}`,
  },
}

import type { Finding } from './finding.ts'
import type { MonitorState } from './monitor-store.ts'

/** What the last look found, for node_exporter's textfile collector or any scraper of Prometheus text. */
export const formatMetrics = (state: MonitorState, findings: readonly Finding[], code: number): string => {
  const counts = new Map<string, number>()
  for (const { code: name } of findings) counts.set(name, (counts.get(name) ?? 0) + 1)
  const origin = state.origin.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`))
  const line = (name: string, value: number, more = '') =>
    `datadeed_monitor_${name}{origin="${origin}"${more}} ${value}`
  return [
    '# TYPE datadeed_monitor_entries gauge',
    line('entries', state.size),
    '# TYPE datadeed_monitor_exit_code gauge',
    line('exit_code', code),
    '# TYPE datadeed_monitor_looked_at_seconds gauge',
    line('looked_at_seconds', Math.floor(Date.now() / 1000)),
    '# TYPE datadeed_monitor_grown_at_seconds gauge',
    line('grown_at_seconds', state.grownAt),
    '# TYPE datadeed_monitor_findings gauge',
    ...[...counts].map(([name, count]) => line('findings', count, `,code="${name}"`)),
    '',
  ].join('\n')
}

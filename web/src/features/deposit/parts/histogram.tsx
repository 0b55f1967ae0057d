const width = 100
const height = 24

/** Small bars, one for each of equal steps from the least to the greatest value. */
export function Histogram({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(1, ...counts)
  const step = width / Math.max(1, counts.length)
  return (
    <svg className="histogram" role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`}>
      {counts.map((count, at) => {
        // What is there at all stays visible.
        const tall = count === 0 ? 0 : Math.max(1, (height * count) / most)
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps have no other name
        return <rect key={at} x={at * step} y={height - tall} width={step - 0.8} height={tall} />
      })}
    </svg>
  )
}

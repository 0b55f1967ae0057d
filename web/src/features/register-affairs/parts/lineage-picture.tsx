import { layoutLineage } from '@datadeed/core/registration/lineage'
import { useText } from '../../../app/language.ts'
import { ScrollRegion } from '../../../ui/scroll-region.tsx'
import type { LineageGraph } from '../living-api.ts'
import { livingText } from '../living-text.ts'

const [width, height, across, down] = [170, 44, 186, 84]
const short = (name: string) => ([...name].length > 12 ? `${[...name].slice(0, 11).join('')}…` : name)

/** Registered data sets and what they come from, sources on top; what the boxes say stands in the cards above as well. */
export function LineagePicture({ graph, here }: { graph: LineageGraph; here: string }) {
  const text = useText(livingText)
  const places = layoutLineage(
    graph.nodes.map(({ number }) => number),
    graph.edges,
  )
  const at = new Map(places.map(({ node, column, row }) => [node, { x: 4 + row * across, y: 4 + column * down }]))
  const wide = 8 + Math.max(...places.map(({ row }) => row)) * across + width
  const high = 8 + Math.max(...places.map(({ column }) => column)) * down + height
  return (
    <ScrollRegion label={text.picture}>
      <svg
        className="lineage-picture"
        width={wide}
        height={high}
        viewBox={`0 0 ${wide} ${high}`}
        role="img"
        aria-label={text.pictureLabel(graph.nodes.length)}
      >
        {graph.edges.map(({ parent, child }) => {
          const [a, b] = [at.get(parent), at.get(child)]
          if (!a || !b) return null
          const [x, y, to, end] = [a.x + width / 2, a.y + height, b.x + width / 2, b.y]
          return <path key={`${parent} ${child}`} d={`M${x} ${y}C${x} ${y + 26} ${to} ${end - 26} ${to} ${end}`} />
        })}
        {graph.nodes.map(({ number, name, status }) => {
          const place = at.get(number)
          if (!place) return null
          return (
            <g key={number} className={`${number === here ? 'here ' : ''}${status === 'active' ? '' : 'ended'}`}>
              <rect x={place.x} y={place.y} width={width} height={height} rx={6} />
              <text x={place.x + width / 2} y={place.y + 18}>
                {short(name)}
              </text>
              <text x={place.x + width / 2} y={place.y + 36}>
                {number}
              </text>
            </g>
          )
        })}
      </svg>
      {graph.more > 0 && <p>{text.more(graph.more)}</p>}
    </ScrollRegion>
  )
}

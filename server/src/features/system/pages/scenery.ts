import { Html } from '../../../platform/html/html.ts'

const towers = [430, 770]
const cables = towers
  .flatMap((x) =>
    [28, 56, 84, 112, 140, 168].flatMap((reach, i) =>
      [-1, 1].map((side) => `M${x} ${62 + i * 3}L${x + side * reach} 148`),
    ),
  )
  .join('')

/** Karst hills and a high bridge, as Guizhou's roads know them. Decoration only. */
export const scenery = Html.ours(
  `<svg class="scenery" viewBox="0 0 1200 220" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false"><path class="far" d="M0 220V128c34-8 52-54 88-54s46 40 78 42 44-66 84-66 50 62 86 64 42-34 74-34 46 40 78 42 40-52 80-52 52 50 86 54 36-44 72-44 52 46 84 48 48-76 92-76 56 70 94 74 50-46 92-46 52 40 92 46H1200V220z"/><g class="bridge"><path d="M150 148H1050" stroke-width="3.5"/><path d="M424 220l5-160h2l5 160M764 220l5-160h2l5 160" stroke-width="3"/><path d="${cables}" stroke-width="1"/></g><path class="near" d="M0 220v-46c42-4 60-42 104-42s62 42 108 46 60-20 100-18 70 34 128 36 84-12 160-12 104 14 168 12 78-32 122-34 58 20 104 16 60-50 106-50 58 30 100 36v56z"/></svg>`,
)

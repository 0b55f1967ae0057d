export { releaseKeys, startEpoch } from './keys.ts'
export { warmUp } from './loaded-index.ts'
export { askOverlaps, overlapFacts, overlapsOf, overlapsOfDeposit } from './overlaps.ts'
export { keepSketch } from './sketches.ts'

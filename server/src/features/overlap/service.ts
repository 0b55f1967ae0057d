export { releaseKeys, startEpoch } from './keys.ts'
export { askOverlaps, overlapsOf, overlapsOfDeposit } from './overlaps.ts'
export { keepSketch } from './sketches.ts'

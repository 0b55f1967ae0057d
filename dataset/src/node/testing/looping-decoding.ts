import { compressors } from 'hyparquet-compressors'

// Before readers take it over, as in looping-worker.ts.
compressors.SNAPPY = () => {
  for (;;);
}
await import('../decoding-worker.ts')

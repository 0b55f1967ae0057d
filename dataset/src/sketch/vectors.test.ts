import { readFileSync } from 'node:fs'
import { FormatError, readSketchPart, SketchPartError } from '@datadeed/evidence'
import { expect, test } from 'vitest'
import { sketchVectors } from '../../scripts/sketch-vectors.ts'

const committed = readFileSync(new URL('../../vectors/sketch.json', import.meta.url), 'utf8')
const { refused } = JSON.parse(committed)

test('the published vectors are what this implementation makes', () => {
  expect(committed === sketchVectors(), 'run node dataset/scripts/sketch-vectors.ts').toBe(true)
})

test.each(refused as { name: string; fault: string; part: never }[])('refused: $name', ({ fault, part }) => {
  const reason = (() => {
    try {
      return readSketchPart(part)
    } catch (error) {
      return error instanceof SketchPartError ? error.fault : error instanceof FormatError ? error.code : error
    }
  })()
  expect(reason).toBe(fault)
})

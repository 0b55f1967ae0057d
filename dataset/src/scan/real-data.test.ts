import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scanPath } from './node-scan.ts'

// Tables made by others: numbers, codes, names of places, airlines, species and shares, coordinates of airports and of post offices.
const data = join(import.meta.dirname, '../../../node_modules/vega-datasets/data')
const loops = join(import.meta.dirname, '../../../../shared/realdata/los_speed.csv')

test.each([
  'airports.csv',
  'flights-20k.json',
  'zipcodes.csv',
  'birdstrikes.csv',
  'species.csv',
  'sp500-2000.csv',
  'cars.json',
])('nothing sensitive in %s', async (name) => {
  const [result] = await scanPath(join(data, name))
  expect(result?.facts.rows).toBeGreaterThan(100)
  expect(result?.findings).toEqual([])
})

test('names and addresses of the dead of 1992', async () => {
  const [result] = await scanPath(join(data, 'la-riots.csv'))
  expect(result?.findings.map(({ column, kind }) => [column, kind])).toEqual([
    ['first_name', 'personName'],
    ['last_name', 'personName'],
    ['address', 'address'],
  ])
})

test.skipIf(!existsSync(loops))('nothing sensitive in loop detectors (skipped where the data is absent)', async () => {
  expect((await scanPath(loops))[0]?.findings).toEqual([])
})

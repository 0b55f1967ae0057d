/**
 * What a single value shows, as bits. The upper ones are misses: values of the same form whose check failed. Their number tells chance from
 * substance: of random 18-digit numbers one in eleven has the right check digit, of resident numbers nearly all.
 */
export const signal = {
  residentId: 1,
  residentId15: 1 << 1,
  passport: 1 << 2,
  travelPermit: 1 << 3,
  mobile: 1 << 4,
  landline: 1 << 5,
  email: 1 << 6,
  bankCard: 1 << 7,
  uscc: 1 << 8,
  plate: 1 << 9,
  vin: 1 << 10,
  driverArchive: 1 << 11,
  seafarer: 1 << 12,
  obu: 1 << 13,
  etcCard: 1 << 14,
  mmsi: 1 << 15,
  imo: 1 << 16,
  personName: 1 << 17,
  /** a name whose surname and given name are both common: the statistics of a column of names without a telling heading */
  commonName: 1 << 18,
  address: 1 << 19,
  residentIdMiss: 1 << 20,
  residentId15Miss: 1 << 21,
  mobileMiss: 1 << 22,
  bankCardMiss: 1 << 23,
  usccMiss: 1 << 24,
  vinMiss: 1 << 25,
  mmsiMiss: 1 << 26,
  imoMiss: 1 << 27,
  landlineMiss: 1 << 28,
  /** two to four Chinese characters that are no name */
  notName: 1 << 29,
  /** a name that a word before it calls one: 司机李强. Beside `personName` */
  calledName: 1 << 30,
  /** a road, a crossing or a village with its divisions, without a door: an address where those around it are */
  roughAddress: 1 << 31,
} as const

export type Signal = keyof typeof signal

/** How many bits there are. */
export const signalCount = 32

/** The place of a signal's bit. */
export const placeOf = (name: Signal): number => 31 - Math.clz32(signal[name])

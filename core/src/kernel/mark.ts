/**
 * The product's mark on a 32 × 32 grid, as SVG paths: a tally cut in two. Each half proves nothing alone, together they
 * are the deed 契; its bits are the data 数.
 */
export const markHalves = [
  { d: 'M7 2h8v7h4.5v7H12v7h3v7H7a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5z', opacity: 1 },
  { d: 'M25 2h-8v5h4.5v11H14v3h3v9h8a5 5 0 0 0 5-5V7a5 5 0 0 0-5-5z', opacity: 0.72 },
] as const

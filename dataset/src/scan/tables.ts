/** `200-203 205` → the numbers themselves. */
const numbersOf = (ranges: string): number[] =>
  ranges.split(/\s+/).flatMap((range) => {
    const [from = '', to = from] = range.split('-')
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i)
  })

const membership = (size: number, ranges: string): Uint8Array => {
  const table = new Uint8Array(size)
  for (const number of numbersOf(ranges)) table[number] = 1
  return table
}

/** GB/T 2260 provinces, first two digits; 81–83 are the residence permits of Hong Kong, Macao and Taiwan residents. */
export const provinces = membership(100, '11-15 21-23 31-37 41-46 50-54 61-65 71 81-83')

/** First three digits of mobile numbers given out to people, from the assignments of the ministry as of 2024. */
export const mobilePrefixes = membership(200, '130-139 145-149 150-153 155-159 162 165-167 170-178 180-193 195-199')

/** Area codes without the leading 0. */
export const areaCodes = membership(
  1000,
  '10 20-25 27-29 310-319 335 349-359 370-379 391-398 410-419 421 427 429 431-439 451-459 464 467-469 470-479 482-483 510-519 523 527 530-539 543 546 550-566 570-580 591-599 631-635 660 662-663 668 691-692 701 710-719 722 724 728 730-739 743-746 750-769 770-779 790-799 812-813 816-818 825-839 851-859 870-879 883 886-888 891-898 901-903 906 908-909 911-919 930-939 941 943 951-955 970-979 990-999',
)

/** Maritime identification digits in use (ITU, table of 2024). */
export const maritimeDigits = membership(
  1000,
  '201-216 218-220 224-279 301 303-312 314 316 319 321 323 325 327 329-332 334 336 338-339 341 343 345 347-348 350-359 361-362 364 366-379 401 403 405 408 410 412-414 416-417 419 422-423 425 428 431-432 434 436-438 440-441 443 445 447 450-451 453 455 457 459 461 463 466 468 470-473 475 477-478 501 503 506 508 510-512 514-516 518 520 523 525 529 531 533 536 538 540 542 544 546 548 550 553 555 557 559 561 563-567 570 572 574 576-578 601 603 605 607-613 615-622 624-627 629-638 642 644-645 647 649-650 654-657 659-672 674-679 701 710 720 725 730 735 740 745 750 755 760 765 770 775',
)

/** The characters that stand for a province on plates (GA 36). */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

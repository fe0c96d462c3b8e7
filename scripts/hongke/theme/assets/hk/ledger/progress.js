// Hours against the rules, by month, half year and period. Sums are whole hundredths of an hour.
import { hundredths, SELF_STUDY } from "./entry.js"

export const counts = (entry, selfStudy) => entry.year !== null && (selfStudy || entry.type !== SELF_STUDY)

// A year month by month: what counts for it. `elsewhere` counts for the year though its date lies in another.
export function yearOf(entries, year, selfStudy) {
  const months = new Array(12).fill(0)
  let elsewhere = 0
  let online = 0
  let apart = 0
  for (const entry of entries) {
    if (entry.year !== year) continue
    const hours = hundredths(entry.hours)
    if (!counts(entry, selfStudy)) { apart += hours; continue }
    if (Number(entry.date.slice(0, 4)) === year) months[Number(entry.date.slice(5, 7)) - 1] += hours
    else elsewhere += hours
    if (entry.mode === "线上") online += hours
  }
  const halves = [months.slice(0, 6), months.slice(6)].map((half) => half.reduce((sum, one) => sum + one, 0))
  return { months, halves, elsewhere, online, apart, total: halves[0] + halves[1] + elsewhere }
}

// A rule is { hours, days, months, years, perDay } with null for what it does not say; `first` is the first year of the period.
// Days and months are only held against hours where the unit has set how many hours a day makes.
export function against(rule, entries, first, selfStudy) {
  let done = 0
  for (const entry of entries) {
    if (entry.year >= first && entry.year < first + rule.years && counts(entry, selfStudy)) done += hundredths(entry.hours)
  }
  const asked = [rule.hours, rule.days && rule.perDay ? rule.days * rule.perDay : null].filter((one) => one).map(hundredths)
  const needed = asked.length ? Math.min(...asked) : null
  return { done, needed, left: needed === null ? null : Math.max(0, needed - done), share: needed ? Math.min(1, done / needed) : null, met: needed !== null && done >= needed }
}

// The periods of so many years that a year lies in, as their first years, the one that ends with it first.
export const periodsWith = (year, years) => Array.from({ length: years }, (_, at) => year - years + 1 + at)

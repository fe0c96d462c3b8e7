// Which entries have which choices, and what each further choice would leave.
export class Table {
  constructor({ addresses, facets, sorts }) {
    this.ids = addresses
    this.facets = facets
    this.sorts = sorts
    for (const facet of Object.values(facets)) facet.number = new Map(facet.values.map((value, number) => [value, number]))
  }

  // `chosen` maps a facet's name to values: any of one facet, all facets together. `among` are the numbers that a text
  // query left, in its order, or null. Returns the numbers that stay, and for each facet the count of each value.
  narrow(chosen, among) {
    const size = this.ids.length
    const missed = new Uint8Array(size)
    const only = new Int8Array(size).fill(-1)
    if (among) {
      missed.fill(2)
      for (const number of among) missed[number] = 0
    }
    const names = Object.keys(this.facets)
    names.forEach((name, which) => {
      const values = chosen[name]
      if (!values?.length) return
      const facet = this.facets[name]
      const wanted = new Set(values.map((value) => facet.number.get(value)))
      for (let number = 0; number < size; number++) {
        if (!facet.rows[number].some((value) => wanted.has(value))) {
          missed[number]++
          only[number] = which
        }
      }
    })
    const left = []
    const counts = Object.fromEntries(names.map((name) => [name, new Int32Array(this.facets[name].values.length)]))
    for (let number = 0; number < size; number++) {
      if (missed[number] === 0) {
        left.push(number)
        for (const name of names) for (const value of this.facets[name].rows[number]) counts[name][value]++
      } else if (missed[number] === 1 && only[number] >= 0) {
        // Only this facet keeps it out: another choice in the same facet would bring it back.
        const name = names[only[number]]
        for (const value of this.facets[name].rows[number]) counts[name][value]++
      }
    }
    return { left, counts }
  }

  sorted(numbers, by, among) {
    if (among && !by) {
      const rank = new Map(among.map((number, place) => [number, place]))
      return numbers.sort((one, other) => rank.get(one) - rank.get(other))
    }
    const key = this.sorts[by]
    return key ? numbers.sort((one, other) => key[one] - key[other] || one - other) : numbers
  }
}

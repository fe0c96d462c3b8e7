// What a reader has chosen, as it stands in the address: ?theme=grid&theme=co-building&sort=hours&q=…
export function read(names) {
  const parameters = new URLSearchParams(location.search)
  return {
    chosen: Object.fromEntries(names.map((name) => [name, parameters.getAll(name)])),
    sort: parameters.get("sort") ?? "",
    q: parameters.get("q") ?? "",
  }
}

export function write({ chosen, sort, q }, { push }) {
  const parameters = new URLSearchParams()
  for (const [name, values] of Object.entries(chosen)) for (const value of values) parameters.append(name, value)
  if (sort) parameters.set("sort", sort)
  if (q) parameters.set("q", q)
  const text = parameters.toString()
  history[push ? "pushState" : "replaceState"](null, "", text ? `?${text}` : location.pathname)
}

// Inflates zlib data (RFC 1950, 1951) where the browser has no DecompressionStream.
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577]
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

// A canonical Huffman code as counts by length and symbols in order (RFC 1951, 3.2.2).
function huffman(lengths) {
  const counts = new Uint16Array(16)
  for (const length of lengths) counts[length]++
  counts[0] = 0
  const starts = new Uint16Array(16)
  for (let bits = 1; bits < 16; bits++) starts[bits] = starts[bits - 1] + counts[bits - 1]
  const symbols = new Uint16Array(lengths.length)
  lengths.forEach((length, symbol) => { if (length) symbols[starts[length]++] = symbol })
  return { counts, symbols }
}

const FIXED = [
  huffman(Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8))),
  huffman(new Array(30).fill(5)),
]

export function inflate(data) {
  let at = 2 // past the zlib header
  let held = 0
  let count = 0
  let out = new Uint8Array(Math.max(1024, data.length * 4))
  let size = 0

  const bits = (wanted) => {
    while (count < wanted) { held |= data[at++] << count; count += 8 }
    const value = held & ((1 << wanted) - 1)
    held >>>= wanted
    count -= wanted
    return value
  }
  const symbol = ({ counts, symbols }) => {
    let code = 0
    let first = 0
    let index = 0
    for (let length = 1; length < 16; length++) {
      code |= bits(1)
      const here = counts[length]
      if (code - here < first) return symbols[index + code - first]
      index += here
      first = (first + here) << 1
      code <<= 1
    }
    throw new Error("bad deflate data")
  }
  const room = (more) => {
    if (size + more <= out.length) return
    const larger = new Uint8Array(Math.max(out.length * 2, size + more))
    larger.set(out)
    out = larger
  }
  const dynamic = () => {
    const literals = bits(5) + 257
    const distances = bits(5) + 1
    const codes = bits(4) + 4
    const order = new Array(19).fill(0)
    for (let n = 0; n < codes; n++) order[CODE_ORDER[n]] = bits(3)
    const tree = huffman(order)
    const lengths = []
    while (lengths.length < literals + distances) {
      const next = symbol(tree)
      if (next < 16) lengths.push(next)
      else {
        const value = next === 16 ? lengths[lengths.length - 1] : 0
        const times = next === 16 ? 3 + bits(2) : next === 17 ? 3 + bits(3) : 11 + bits(7)
        for (let n = 0; n < times; n++) lengths.push(value)
      }
    }
    return [huffman(lengths.slice(0, literals)), huffman(lengths.slice(literals))]
  }

  for (let last = 0; !last;) {
    last = bits(1)
    const type = bits(2)
    if (type === 0) {
      held = count = 0
      const length = data[at] | (data[at + 1] << 8)
      at += 4
      room(length)
      out.set(data.subarray(at, at + length), size)
      at += length
      size += length
      continue
    }
    const [literal, distance] = type === 1 ? FIXED : dynamic()
    for (;;) {
      const next = symbol(literal)
      if (next === 256) break
      room(260)
      if (next < 256) out[size++] = next
      else {
        const length = LENGTH_BASE[next - 257] + bits(LENGTH_EXTRA[next - 257])
        const place = symbol(distance)
        const back = DISTANCE_BASE[place] + bits(place < 2 ? 0 : (place >> 1) - 1)
        for (let n = 0; n < length; n++, size++) out[size] = out[size - back]
      }
    }
  }
  return out.subarray(0, size)
}
